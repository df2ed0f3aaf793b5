package main

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"hash/crc32"
	"strconv"
)

// md5Of is the sum that SQS answers with, of the message in a request's body.
func md5Of(body []byte) string {
	var request struct{ MessageBody string }
	if json.Unmarshal(body, &request) != nil {
		return ""
	}
	sum := md5.Sum([]byte(request.MessageBody))
	return hex.EncodeToString(sum[:])
}

// crcOf is the sum that DynamoDB sends along.
func crcOf(text string) string {
	return strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(text))), 10)
}
