// Command server answers HTTP/1.1 on loopback for package roundtrip: a POST with
// an item, a GET with an object of 1 KB. It prints its address, and ends with
// its standard input.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
)

const item = `{"Item":{"id":{"S":"user-1"},"name":{"S":"Ada 1"},"age":{"N":"36"},"admin":{"BOOL":true},"tags":{"L":[{"S":"a"},{"S":"b"}]}}}`

var object = strings.Repeat("0123456789abcdef", 64)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
	fmt.Println(l.Addr())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	post := answer(item, "application/x-amz-json-1.0", "X-Amz-Crc32: "+strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(item))), 10)+"\r\n")
	get := answer(object, "text/csv", "ETag: \"9b2cf535f27731c974343645a3985328\"\r\nLast-Modified: Sun, 01 Nov 2026 12:00:00 GMT\r\n")
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go serve(c, post, get)
	}
}

func answer(body, kind, more string) []byte {
	return fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nServer: Server\r\nDate: Sun, 01 Nov 2026 12:00:00 GMT\r\nContent-Type: %s\r\nContent-Length: %d\r\nx-amzn-RequestId: 4KOJ5C6EX5GJK4S4P3V6\r\n%s\r\n%s", kind, len(body), more, body)
}

// serve answers request after request.
func serve(c net.Conn, post, get []byte) {
	defer c.Close()
	r := bufio.NewReaderSize(c, 8<<10)
	for {
		length, first := 0, byte(0)
		for {
			line, err := r.ReadSlice('\n')
			if err != nil {
				return
			}
			if first == 0 {
				first = line[0]
			}
			if len(line) == 2 {
				break
			}
			if name, value, ok := bytes.Cut(line, []byte(":")); ok && bytes.EqualFold(name, []byte("Content-Length")) {
				length, _ = strconv.Atoi(string(bytes.TrimSpace(value)))
			}
		}
		if _, err := r.Discard(length); err != nil {
			return
		}
		text := get
		if first == 'P' {
			text = post
		}
		if _, err := c.Write(text); err != nil {
			return
		}
	}
}
