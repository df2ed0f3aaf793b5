package main

import "strings"

// goal is what a figure should be at most.
type goal struct {
	name string // of the figure; a '*' at an end stands for anything
	most float64
	unit string
	// noisy figures depend on how busy the machine is. They have no limit.
	noisy bool
	// why says, for a figure that does not reach its goal, what profiles found.
	why string
}

const (
	kilobyte = 1000    // of a file
	memory   = 1 << 10 // of memory

	whySize    = "many small parts and no large one, see the text on size"
	whyReflect = "exported methods of types that an interface holds are kept; see -dumpdep of the linker"
	whyHTTP    = "net/http's Request, URL, Header and context are 2 KB of it, the reader of chunks with a checksum behind them 0.5"
	whyStreams = "S3's rules for buckets, the body's reader and its checksum"
	whySmall   = "hashing is the largest package of the profile (hot path), then the runtime and what net/http needs"
	whyQuery   = "of the profile (hot path), three quarters are the JSON reader, which checks every value against its shape"
	whyList    = "of the profile (hot path): the XML scanner, the document that it becomes, and reading that"
	whyEC2     = "of the profile (hot path): the XML scanner, and members looked up by name"
	whyFloor   = "the floor looks for one word in the XML; Tucuxi reads and checks all of it"
	whyURL     = "the floor has the session token in its encoded form once and for all; params, S3's rules for buckets and the endpoint are no part of it"
	whyFirst   = "cold code and its page faults; the same steps in a warm process take about a tenth (hot path)"
	whyTrip    = "between system calls, with caches cold, the steps of a call take several times what they take in a loop (hot path); net/http's timer for a silent service is 1 µs"
	whyHeap    = "connection buffers of 8 KB where net/http's default is 4, and the pooled call, output and signing buffers of 10 KB"
)

// goals are all goals. The first that fits a figure counts.
var goals = []goal{
	// Size.
	{name: "tucuxi-rules over base", most: 25 * kilobyte, unit: "B", why: whySize},
	{name: "tucuxi-dynamodb over base", most: 256 * kilobyte, unit: "B", why: whySize},
	{name: "tucuxi-s3 over base", most: 400 * kilobyte, unit: "B", why: whySize},
	{name: "tucuxi-eight over base", most: 700 * kilobyte, unit: "B", why: whySize},
	{name: "tucuxi-all over base", most: 6.5e6, unit: "B", why: "the models are 5 MB of it"},
	{name: "*: more or less with net/rpc and text/template", most: 64 * kilobyte, unit: "B", why: whyReflect},

	// Start-up.
	{name: "start-up over HTTP: instructions of tucuxi-dynamodb ÷ floor", most: 1.25},
	{name: "start-up over HTTP: instructions of tucuxi-eight ÷ floor", most: 1.6},
	{name: "start-up over TLS: instructions of tucuxi-dynamodb ÷ floor", most: 0.35},
	{name: "heap at the first answer ÷ floor", most: 1.3, noisy: true, why: whyHeap},
	{name: "peak memory over the floor", most: 1 << 20, unit: "B", noisy: true},
	{name: "tucuxi-eight: packages of ours initialised at start"},
	{name: "tucuxi-eight: init functions of ours"},
	{name: "tucuxi-eight: allocated at start by packages that base has not", most: 256, unit: "B"},
	{name: "lite.New and the first call up to the transport: µs", most: 100, noisy: true, why: whyFirst},
	{name: "lite.New and the first call up to the transport: allocations", most: 60, why: whyFirst},

	// Hot path.
	{name: "calls: *: allocations", most: 20, why: whyStreams},
	{name: "calls: *: allocated", most: 3 * memory, unit: "B", why: whyHTTP},
	{name: "calls: GetItem*÷ v2", most: 1. / 8, noisy: true, why: whySmall},
	{name: "calls: PutItem*÷ v2", most: 1. / 8, noisy: true, why: whySmall},
	{name: "calls: SendMessage*÷ v2", most: 1. / 8, noisy: true, why: whySmall},
	{name: "calls: Query*÷ v2", most: 1. / 3, noisy: true, why: whyQuery},
	{name: "calls: ListObjectsV2*÷ v2", most: 1. / 20, noisy: true, why: whyList},
	{name: "calls: DescribeInstances*÷ v2", most: 1. / 20, noisy: true, why: whyEC2},
	{name: "calls: *Object 1 KB*÷ v2", most: 1. / 6, noisy: true, why: whySmall},
	{name: "calls: ListObjectsV2*÷ floor", most: 2, noisy: true, why: whyFloor},
	{name: "calls: DescribeInstances*÷ floor", most: 2, noisy: true, why: whyFloor},
	{name: "calls: presign*÷ floor", most: 2, noisy: true, why: whyURL},
	{name: "calls: *Object*÷ floor", most: 2, noisy: true, why: whyStreams},
	{name: "calls: *÷ floor", most: 2, noisy: true},

	// Growth and scale.
	{name: "*: exponent of growth", most: 1.05},
	{name: "*: allocations with * items", most: 20, noisy: true},
	{name: "many calls: live heap, second half ÷ first", most: 1.1, noisy: true},
	{name: "many calls: goroutines, second half − first", most: 8, noisy: true},

	// Round trip.
	{name: "round trip of *", most: 1.2, noisy: true, why: whyTrip},

	// What a developer waits for and gets.
	{name: "tucuxi-dynamodb: CPU of a cold build over base, s", most: 5, noisy: true},
	{name: "go.sum of *"},
}

// goalOf is the goal of a figure, nil if it has none.
func goalOf(name string) *goal {
	for i := range goals {
		if goals[i].fits(name) {
			return &goals[i]
		}
	}
	return nil
}

// fits matches the name with what is between the '*'.
func (g *goal) fits(name string) bool {
	parts := strings.Split(g.name, "*")
	rest, ok := strings.CutPrefix(name, parts[0])
	if !ok || len(parts) == 1 {
		return ok && rest == ""
	}
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}
