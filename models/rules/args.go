package rules

// Args holds the parameters of one evaluation, by index (Program.ParamIndex).
// The zero Args has none set. It is about 1 KB, has no pointers into itself and
// is meant to be reused: Reset empties it. Strings are kept by reference, so
// they must stay unchanged while the result is in use. Not safe for concurrent
// use.
type Args struct {
	strings, booleans, lists uint64 // which are set, by type
	truth                    uint64 // values of booleans
	used                     int    // slots that hold something

	list   [MaxLists][]string
	listOf [MaxLists]uint8 // the parameter of a list
	slots  [MaxSlots]slot
}

// slot is a parameter or a variable. That it cannot be compared saves a function
// for that.
type slot struct {
	_    [0]func()
	text string
}

// SetString sets parameter i. An index that no program has, as ParamIndex
// returns for an unknown name, is ignored; so it is by SetBool and SetStrings.
func (a *Args) SetString(i int, v string) {
	if uint(i) >= MaxSlots {
		return
	}
	a.Unset(i)
	a.strings |= 1 << i
	a.slots[i].text = v
	a.used = max(a.used, i+1)
}

// SetBool sets parameter i.
func (a *Args) SetBool(i int, v bool) {
	if uint(i) >= MaxSlots {
		return
	}
	a.Unset(i)
	a.booleans |= 1 << i
	if v {
		a.truth |= 1 << i
	}
}

// SetStrings sets parameter i. At most MaxLists lists can be set; rule sets
// have at most one.
func (a *Args) SetStrings(i int, v []string) {
	if uint(i) >= MaxSlots {
		return
	}
	a.Unset(i)
	for n := range a.list {
		if at := a.listOf[n]; a.lists>>at&1 == 0 || int(at) == i {
			a.lists |= 1 << i
			a.list[n], a.listOf[n] = v, uint8(i)
			return
		}
	}
}

// Unset takes parameter i back.
func (a *Args) Unset(i int) {
	if uint(i) < MaxSlots {
		keep := ^(uint64(1) << i)
		a.strings &= keep
		a.booleans &= keep
		a.lists &= keep
		a.truth &= keep
	}
}

// IsSet says whether parameter i was set.
func (a *Args) IsSet(i int) bool {
	return uint(i) < MaxSlots && (a.strings|a.booleans|a.lists)>>i&1 != 0
}

// Reset empties a and lets go of all strings.
func (a *Args) Reset() {
	if a.lists != 0 {
		a.list = [MaxLists][]string{}
	}
	clear(a.slots[:a.used])
	a.strings, a.booleans, a.lists, a.truth, a.used = 0, 0, 0, 0, 0
}
