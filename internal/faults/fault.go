package faults

import "time"

// Fault is what the server does with one request instead of answering it. The
// zero Fault answers.
type Fault struct {
	Kind Kind

	// Unexecuted says that the service does not see the request. Otherwise it
	// executes it, and only the answer suffers.
	Unexecuted bool

	Status     int           // of StatusKind and Redirect
	Body       string        // of StatusKind
	Header     string        // lines to add to the answer of StatusKind and Redirect, each with CRLF
	Every      time.Duration // of Drip: the time between two bytes
	Wait       time.Duration // before the answer, or before what replaces it
	AfterClose bool          // Answered, and the connection is closed once the answer is sent
}

// Kind names a Fault.
type Kind uint8

const (
	// Answered is no fault.
	Answered Kind = iota

	// ResetUnread resets the connection when the first byte is there.
	ResetUnread

	// ResetBefore reads the request and resets the connection.
	ResetBefore

	// CloseBefore reads the request and closes the connection.
	CloseBefore

	// ResetAfter sends the answer's head and resets the connection.
	ResetAfter

	// CloseHead closes the connection in the middle of the answer's head.
	CloseHead

	// CloseMid sends half of the answer's body and closes the connection.
	CloseMid

	// ResetMid sends half of the answer's body and resets the connection.
	ResetMid

	// CloseChunked sends half of the answer's body in chunks, and closes the
	// connection without the last chunk.
	CloseChunked

	// BlackHole reads the request and never answers.
	BlackHole

	// BlackHoleMid sends half of the answer's body and then nothing.
	BlackHoleMid

	// DripHead sends the answer byte by byte, from its head on.
	DripHead

	// DripBody sends the body byte by byte.
	DripBody

	// StatusKind answers with Status, Header and Body.
	StatusKind

	// LongLength promises more than the answer's body has, and closes.
	LongLength

	// ShortLength promises less than the answer's body has.
	ShortLength

	// Garbage sends bytes that are not HTTP.
	Garbage

	// GarbageBody sends a body of bytes that are of no protocol.
	GarbageBody

	// Early answers as StatusKind does, before it reads the body, and reads no more.
	Early

	// EndlessHead sends header lines without end.
	EndlessHead

	numKinds
)

var kindNames = [numKinds]string{
	"answered", "reset unread", "reset before the head", "close before the head", "reset after the head", "close within the head",
	"close within the body", "reset within the body", "close within chunks", "black hole", "black hole within the body",
	"slow drip of the head", "slow drip of the body", "status", "Content-Length too long", "Content-Length too short",
	"garbage", "garbage for a body", "early answer", "endless head",
}

func (k Kind) String() string { return kindNames[k] }
