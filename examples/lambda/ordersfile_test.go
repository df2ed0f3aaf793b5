package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/orders.csv anew")

// ordersFile is testdata/orders.csv: a day at a shop for tea and coffee. Prices
// hang on the goods, some customers order often, and once in a while the
// exporting system writes a line that is no order.
func ordersFile() []byte {
	goods := []struct {
		sku   string
		cents int
	}{
		{"TEA-ASSAM-250", 1290}, {"TEA-SENCHA-100", 1450}, {"TEA-EARLGREY-250", 1190}, {"TEA-ROOIBOS-500", 990},
		{"COF-YIRGA-500", 1690}, {"COF-HUILA-1000", 2890}, {"COF-DECAF-250", 890}, {"POT-GLASS-1.2L", 3495},
		{"CUP-STONE_4", 2400}, {"FILTER-4-100", 349}, {"GRINDER-HAND", 12900}, {"KETTLE-GOOSE", 7950},
	}
	broken := map[int]string{
		41:  "o-20251122-%05d,c-1017,TEA-ASSAM-250,2",              // the price is missing
		97:  "o-20251122-%05d,,COF-HUILA-1000,1,2890",              // no customer
		158: "o-20251122-%05d,c-1003,POT-GLASS-1.2L,-1,3495",       // a return
		233: "o-20251122-%05d,c-1044,\"CUP, STONE\",1,2400",        // quotes
		301: "o-20251122-%05d,c-1009,COF-DECAF-250,3,8.90",         // not in cents
		377: "o-20251122-%05d;c-1031;FILTER-4-100;5;349;overnight", // another separator
	}
	rnd := rand.New(rand.NewPCG(20251122, 7))
	var b bytes.Buffer
	b.WriteString(header + "\n")
	for n := 1; n <= 420; n++ {
		if line, ok := broken[n]; ok {
			fmt.Fprintf(&b, line+"\n", n)
			continue
		}
		customer := 1000 + rnd.IntN(1+rnd.IntN(64)) // low numbers more often
		good := goods[rnd.IntN(len(goods))]
		quantity := 1 + rnd.IntN(1+rnd.IntN(6))
		fmt.Fprintf(&b, "o-20251122-%05d,c-%d,%s,%d,%d\n", n, customer, good.sku, quantity, good.cents)
	}
	return b.Bytes()
}

func TestOrdersFile(t *testing.T) {
	const name = "testdata/orders.csv"
	if *update {
		if err := os.WriteFile(name, ordersFile(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, ordersFile()) {
		t.Errorf("%s is not what this file makes; go test -run TestOrdersFile -update", name)
	}
}
