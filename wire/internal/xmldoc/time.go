package xmldoc

// simpleTime reports the form in which services mostly write times,
// 2006-01-02T15:04:05Z or with three digits of a fraction, on one of the first 28
// days of a month. All else is for wire.ParseTimestamp, which takes four times as
// many instructions (go1.26).
func simpleTime(s string) bool {
	const formHead, formTail, formMilli, formWhole = "0000-00-", "00T00:00", ":00.000Z", "0:00:00Z"
	var last uint64
	switch len(s) {
	case 24: // what adds up to the high bit is over the largest digit of its place, which is 0 for signs
		last = eight(s[16:]) ^ eight(formMilli)
		last |= last + 0x7f7676767f767a7f
	case 20:
		last = eight(s[12:]) ^ eight(formWhole)
		last |= last + 0x7f767a7f767a7f76
	default:
		return false
	}
	head, tail := eight(s)^eight(formHead), eight(s[8:])^eight(formTail)
	if (last|head|tail|(head+0x7f767e7f76767676)|(tail+0x767a7f767d7f767d))&0x8080808080808080 != 0 {
		return false
	}
	month, day, hour := two(head>>40), two(tail), two(tail>>24)
	return month-1 < 12 && day-1 < 28 && hour < 24 && uint32(head) != 0
}

// two is the number of the two digits of which the lowest bytes are the values.
func two(digits uint64) uint64 { return digits&0xff*10 + digits>>8&0xff }

// eight is the first eight bytes of s, the first lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
