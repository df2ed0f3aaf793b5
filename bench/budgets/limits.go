package main

// sizeLimits are what programs have over base, in bytes: the figure of the day
// it was set, the limit being 3 % above, and the goal.
var sizeLimits = []struct {
	program string
	today   int
	goal    int
}{
	{"tucuxi-rules", 86016, 25 << 10},
	{"tucuxi-sqs", 868352, 0},
	{"tucuxi-dynamodb", 901120, 256 << 10},
	{"tucuxi-s3", 1171456, 400 << 10},
	{"tucuxi-eight", 1404928, 700 << 10},
}

// callLimits are what one call allocates, from params to values, net/http's
// request and response included; the goal for each is goalAllocs and goalBytes.
var callLimits = []struct {
	thing         string
	allocs, bytes int
}{
	{"GetItem, small", 20, 4096},
	{"PutItem", 20, 4096},
	{"SendMessage", 20, 4096},
	{"Invoke", 20, 4096},
	{"GetCallerIdentity", 20, 4096},
	{"GetObject 1 KB", 45, 4700},
	{"PutObject 1 KB", 44, 4700},
}

const (
	goalAllocs = 20
	goalBytes  = 4096

	// rpcToday is how much more or less a client adds to a program that has
	// net/rpc, which keeps all exported methods of types that are in an interface,
	// or in a field of such a type. The limit is 3 % above.
	rpcToday = 552960
	rpcGoal  = 64 << 10

	// initLimit is what packages do at initialisation that base does not have.
	initLimit = 256
)
