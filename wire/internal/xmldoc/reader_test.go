package xmldoc

import (
	"errors"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// read reads body as the shape.
func read(d *wire.Document, body string, shape models.Shape) error {
	d.Reset()
	d.Shape = shape
	r := Begin(d, []byte(body))
	if _, ok := r.Root(); ok {
		r.Members(shape)
	}
	return r.End()
}

func TestRead(t *testing.T) {
	shape := operation(t).Output()
	for _, c := range []struct{ name, body, want string }{
		{"nothing", ``, `{}`},
		{"string", `<S>a</S>`, `{"S":"a"}`},
		{"empty string", `<S/>`, `{"S":""}`},
		{"string keeps space", `<S> a </S>`, `{"S":" a "}`},
		{"string with all", `<S>&lt;<![CDATA[&]]><!-- x -->"\</S>`, `{"S":"<&\"\\"}`},
		{"unknown", `<X><S>b</S></X><S>a</S>`, `{"S":"a"}`},
		{"wire name", `<int>5</int><I>6</I>`, `{"I":5}`},
		{"any order", `<S>a</S><int>1</int><L>2</L>`, `{"S":"a","I":1,"L":2}`},
		{"other order", `<L>2</L><int>1</int><S>a</S>`, `{"S":"a","I":1,"L":2}`},
		{"the first counts", `<S>a</S><S>b</S>`, `{"S":"a"}`},
		{"integers", `<int> -5
</int><L>9223372036854775807</L>`, `{"I":-5,"L":9223372036854775807}`},
		{"integer forms", `<int>+007</int><L>-0</L>`, `{"I":7,"L":0}`},
		{"integer of a reference", `<int>&#x31;</int>`, `{"I":1}`},
		{"empty numbers", `<int/><L> </L><B/><F/><T/>`, `{}`},
		{"booleans", `<B>true</B>`, `{"B":true}`},
		{"boolean forms", `<B> FALSE </B>`, `{"B":false}`},
		{"floats", `<F>1.50</F><D>-2E-3</D>`, `{"F":1.50,"D":-2E-3}`},
		{"float forms", `<F>+.5</F><D>007.</D>`, `{"F":0.5,"D":7}`},
		{"float words", `<F>NaN</F><D>-Infinity</D>`, `{"F":"NaN","D":"-Infinity"}`},
		{"time", `<T>2009-10-12T17:50:30.000Z</T>`, `{"T":"2009-10-12T17:50:30Z"}`},
		{"time with a fraction", `<T>2009-10-12T17:50:30.123456Z</T>`, `{"T":"2009-10-12T17:50:30.123456Z"}`},
		{"time with an offset", `<T>2009-10-12T17:50:30+02:00</T>`, `{"T":"2009-10-12T15:50:30Z"}`},
		{"time before 1970", `<T>1969-12-31T23:59:59.5Z</T>`, `{"T":"1969-12-31T23:59:59.5Z"}`},
		{"unix time", `<U>1398796238.25</U>`, `{"U":"2014-04-29T18:30:38.25Z"}`},
		{"http time", `<H>Tue, 29 Apr 2014 18:30:38 GMT</H>`, `{"H":"2014-04-29T18:30:38Z"}`},
		{"blob", "<Blob>dmFs\ndWU=</Blob>", `{"Blob":"dmFsdWU="}`},
		{"empty blob", "<Blob/>", `{"Blob":""}`},
		{"list", `<Strings><member>a</member><x/><member/></Strings>`, `{"Strings":["a",""]}`},
		{"empty list", `<Strings></Strings>`, `{"Strings":[]}`},
		{"named elements", `<Items><item>1</item><member>2</member></Items>`, `{"Items":[1]}`},
		{"flattened", `<Flat>a</Flat><Flat>b</Flat>`, `{"Flat":["a","b"]}`},
		{"flattened, one", `<Flat>a</Flat>`, `{"Flat":["a"]}`},
		{"flattened, scattered", `<Flat>a</Flat><S>s</S><Flat>b</Flat><int>1</int><Flat>c</Flat>`, `{"S":"s","I":1,"Flat":["a","b","c"]}`},
		{"flattened, in turn", `<Flat>a</Flat><Name>1</Name><Flat>b</Flat><Name>2</Name>`, `{"Flat":["a","b"],"FlatNamed":["1","2"]}`},
		{"flattened by the element's name", `<Name>a</Name><FlatNamed>b</FlatNamed><Name>c</Name>`, `{"FlatNamed":["a","b","c"]}`},
		{"flattened structures", `<Structure><N>1</N><Flat>a</Flat><Other>x</Other><Flat>b</Flat></Structure><S>s</S><Structure><N>2</N></Structure>`,
			`{"S":"s","Structures":[{"N":1,"Flat":["a","b"],"Other":["x"]},{"N":2}]}`},
		{"map", `<Map><entry><key>a</key><value>1</value></entry><entry><value>2</value><x/><key>b</key></entry></Map>`, `{"Map":{"a":1,"b":2}}`},
		{"map without values or keys", `<Map><entry><key>a</key></entry><entry><value>2</value></entry><x/></Map>`, `{"Map":{}}`},
		{"empty map", `<Map/>`, `{"Map":{}}`},
		{"named map", `<Named><entry><Key>a"</Key><Val><N>1</N></Val></entry></Named>`, `{"Named":{"a\"":{"N":1}}}`},
		{"flattened map", `<FlatMap><key>a</key><value>1</value></FlatMap><S/><FlatMap><value>3</value></FlatMap><FlatMap><key>b</key><value>2</value></FlatMap>`,
			`{"S":"","FlatMap":{"a":1,"b":2}}`},
		{"flattened map of nothing first", `<FlatMap/><S/><FlatMap><key>b</key><value>2</value></FlatMap>`, `{"S":"","FlatMap":{"b":2}}`},
		{"lists of lists", `<Lists><member><member>a</member></member><member/></Lists>`, `{"Lists":[["a"],[]]}`},
		{"attributes", `<Owner xmlns:xsi="u" xsi:type="a&amp;b" rank="3"><ID>x</ID></Owner>`, `{"Owner":{"Type":"a&b","Rank":3,"ID":"x"}}`},
		{"attributes of another prefix", `<Owner xmlns:q="u" q:type='t'/>`, `{"Owner":{"Type":"t"}}`},
		{"newer union member", `<Union><New><A>1</A></New></Union>`, `{"Union":{"New":{"A":"1"}}}`},
		{"a shape's name", `<PendingThings><member>a</member></PendingThings>`, `{"Things":["a"]}`},
		{"a name of two members", `<Event>a</Event><S/><Event>b</Event>`, `{"S":"","Events":["a","b"]}`},
		{"recursion", `<Output><Output><S>a</S></Output></Output>`, `{"Output":{"Output":{"S":"a"}}}`},
		{"members of headers", `<Header>a</Header>`, `{}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d wire.Document
			if err := read(&d, "<R>"+c.body+"</R>", shape); err != nil {
				t.Fatal(err)
			}
			if got := string(d.Node().AppendJSON(nil)); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	shape := operation(t).Output()
	for _, c := range []struct{ body, want string }{
		{`<int>x</int>`, `wire: I: "x" is no integer`},
		{`<L>9223372036854775808</L>`, `wire: L: "9223372036854775808" is no integer`},
		{`<int>1_0</int>`, `wire: I: "1_0" is no integer`},
		{`<B>yes</B>`, `wire: B: "yes" is no boolean`},
		{`<D>1e999</D>`, `wire: D: "1e999" is no number in range`},
		{`<F>1e39</F>`, `wire: F: "1e39" is no number in range`},
		{`<D>0x1p4</D>`, `wire: D: "0x1p4" is no number in range`},
		{`<T>2009-13-12T17:50:30Z</T>`, `wire: T: "2009-13-12T17:50:30Z" is no timestamp`},
		{`<T>2009-02-29T17:50:30Z</T>`, `wire: T: "2009-02-29T17:50:30Z" is no timestamp`},
		{`<Blob>%%%</Blob>`, `wire: Blob: "%%%" is no base64`},
		{`<Blob>abc</Blob>`, `wire: Blob: "abc" is no base64`},
		{`<Items><item>1</item><item>x</item></Items>`, `wire: Items[1]: "x" is no integer`},
		{`<Structure/><S/><Structure/><Structure><N>x</N></Structure>`, `wire: Structures[2].N: "x" is no integer`},
		{`<Map><entry><key>a</key><value>x</value></entry></Map>`, `wire: Map[0]: "x" is no integer`},
		{`<Owner rank="x"/>`, `wire: Owner.Rank: "x" is no integer`},
		{`<Union><S>a</S><I>1</I></Union>`, `wire: Union: more than one member of a union is set`},
		{`<S>&nope;</S>`, `wire: S: "&nope;" is no text: it holds a malformed reference`},
		{`<S>`, `wire: malformed body: xml: an end tag does not match its start tag`},
		{`</R><R>`, `wire: malformed body: xml: malformed document`},
	} {
		var d wire.Document
		err := read(&d, "<R>"+c.body+"</R>", shape)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.body, err, c.want)
		}
		if !errors.Is(err, wire.ErrMalformed) {
			t.Errorf("%s: no wire.ErrMalformed", c.body)
		}
	}
}

// Entries that are scattered one by one, as the versions and delete markers of
// S3's ListObjectVersions, are gathered in one pass.
func TestReadScattered(t *testing.T) {
	shape := operation(t).Output()
	const n = 100_000
	var d wire.Document
	body := "<R>" + strings.Repeat("<Flat>a</Flat><Name>b</Name>", n) + "</R>"
	if err := read(&d, body, shape); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Flat", "FlatNamed"} {
		if got := d.Node().Field(name).Len(); got != n {
			t.Errorf("%s: %d elements", name, got)
		}
	}
}

func TestReadDepth(t *testing.T) {
	shape := operation(t).Output()
	deep := func(n int) string { return strings.Repeat("<Output>", n) + strings.Repeat("</Output>", n) }
	var d wire.Document
	if err := read(&d, deep(128), shape); err != nil {
		t.Error(err)
	}
	if err := read(&d, deep(129), shape); err == nil {
		t.Error("129 levels are read")
	}
}

func TestReadAllocs(t *testing.T) {
	body := listing(1000)
	shape := wiretest.Operation(t, wiretest.Embedded(t, "s3"), "ListObjectsV2").Output()
	var d wire.Document
	f := func() {
		d.Reset()
		r := Begin(&d, body)
		r.Root()
		r.Members(shape)
		if err := r.End(); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		f() // the parser's buffers grow
	}
	testkit.WantAllocs(t, 0, f)
}
