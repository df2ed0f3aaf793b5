package rules

// Args holds the parameters of one evaluation, by index (Program.ParamIndex).
// The zero Args has none set. It is about 2 KB, has no pointers into itself and
// is meant to be pooled: Reset empties it. Strings are kept by reference, so
// they must stay unchanged while the result is in use. Not safe for concurrent
// use.
type Args struct {
	set    uint64 // which of vals the caller set
	used   bool   // since it was reset
	nlists int32
	vals   [MaxSlots]value
	lists  [MaxLists][]string
}

// SetString sets parameter i. An index that no program has, as ParamIndex
// returns for an unknown name, is ignored; so it is by SetBool and SetStrings.
func (a *Args) SetString(i int, v string) { a.put(i, value{kind: kindString, s: v}) }

// SetBool sets parameter i.
func (a *Args) SetBool(i int, v bool) { a.put(i, value{kind: kindBool, b: v}) }

// SetStrings sets parameter i. At most MaxLists lists can be set; rule sets
// have at most one.
func (a *Args) SetStrings(i int, v []string) {
	if uint(i) >= MaxSlots {
		return
	}
	if old := a.vals[i]; a.IsSet(i) && old.kind == kindList {
		a.lists[old.n] = v
		return
	}
	if a.nlists == MaxLists {
		return
	}
	a.lists[a.nlists] = v
	a.put(i, value{kind: kindList, n: a.nlists})
	a.nlists++
}

// Unset takes parameter i back.
func (a *Args) Unset(i int) {
	if uint(i) < MaxSlots {
		a.set &^= 1 << i
		a.vals[i] = value{}
	}
}

// IsSet says whether parameter i was set.
func (a *Args) IsSet(i int) bool { return uint(i) < MaxSlots && a.set>>i&1 != 0 }

// Reset empties a and lets go of all strings.
func (a *Args) Reset() {
	if a.used {
		*a = Args{}
	}
}

func (a *Args) put(i int, v value) {
	if uint(i) < MaxSlots {
		a.used = true
		a.set |= 1 << i
		a.vals[i] = v
	}
}

// kind is the dynamic type of a value.
type kind uint8

const (
	kindNull        kind = iota
	kindBool             // b
	kindInt              // n
	kindString           // s
	kindList             // Args.lists[n]
	kindDefaultList      // the string list at offset n of the program
	kindResource         // resource part s of an ARN, split at ':' and '/'
	kindSplit            // s split at t, at most n parts if n is not 0
	kindPartition        // partitions[n]
	kindURL              // s, accepted by parseURL
	kindARN              // s, accepted by parseARN
)

// value is what an expression gives. Structured values are the checked text
// itself; their attributes are cut out of it when asked for.
type value struct {
	kind kind
	b    bool
	n    int32
	s, t string
}

func boolValue(b bool) value     { return value{kind: kindBool, b: b} }
func stringValue(s string) value { return value{kind: kindString, s: s} }
