package smoke

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

func TestMotoDynamoDB(t *testing.T) { testTable(moto(t, dynamodb.Service)) }

func TestDynamoDB(t *testing.T) {
	for e := range strings.SplitSeq(endpoint(t, "TUCUXI_DYNAMODB"), ",") {
		t.Run(e, func(t *testing.T) {
			testTable(peer{t, lite.New(dynamodb.Service, lite.Config{
				Region:      region,
				Endpoint:    e,
				Credentials: creds.Static("AKIAEXAMPLE", "secret", ""), // DynamoDB Local wants letters and digits in the id
			})})
		})
	}
}

func testTable(p peer) {
	t := p.t
	table := name("smoke")
	p.call(dynamodb.CreateTable, lite.Map{
		"TableName": table, "BillingMode": "PAY_PER_REQUEST",
		"AttributeDefinitions": lite.List{
			lite.Map{"AttributeName": "id", "AttributeType": "S"}, lite.Map{"AttributeName": "n", "AttributeType": "N"},
		},
		"KeySchema": lite.List{
			lite.Map{"AttributeName": "id", "KeyType": "HASH"}, lite.Map{"AttributeName": "n", "KeyType": "RANGE"},
		},
	})
	p.later(dynamodb.DeleteTable, lite.Map{"TableName": table})
	waitForTable(p, table)
	testItem(p, table)
	testQuery(p, table)
	testTransaction(p, table)

	// In pages of one: other tables may be there too.
	params, found := lite.Map{"Limit": 1}, false
	for range 1000 {
		page := p.call(dynamodb.ListTables, params)
		found = found || contains(page.Get("TableNames"), table)
		last := page.Get("LastEvaluatedTableName")
		if !last.Exists() {
			break
		}
		params["ExclusiveStartTableName"] = last.String()
	}
	same(t, "listed", found, true)
	p.call(dynamodb.DeleteTable, lite.Map{"TableName": table})
	for range 100 { // deleting takes its time
		if !tableExists(p, table) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.fails(dynamodb.GetItem, lite.Map{"TableName": table, "Key": key("1", 1)}, dynamodb.ErrResourceNotFoundException)
}

func key(id string, n int) lite.Map {
	return lite.Map{"id": lite.Map{"S": id}, "n": lite.Map{"N": fmt.Sprint(n)}}
}

func tableExists(p peer, table string) bool {
	ctx, cancel := p.deadline()
	defer cancel()
	_, err := p.c.Call(ctx, dynamodb.DescribeTable, lite.Map{"TableName": table})
	return err == nil
}

func waitForTable(p peer, table string) {
	p.t.Helper()
	for range 100 {
		out := p.call(dynamodb.DescribeTable, lite.Map{"TableName": table})
		if out.Get("Table", "TableStatus").String() == "ACTIVE" {
			recent(p.t, "CreationDateTime", out.Get("Table", "CreationDateTime"))
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.t.Fatal("the table did not become active within 10 s")
}

// testItem writes every kind of attribute value and reads it back.
func testItem(p peer, table string) {
	t := p.t
	binary := []byte{0, 0xff, 'x'}
	item := key("1", 1)
	item["text"] = lite.Map{"S": "tucuxi 🐬 \"quoted\" \\ \n"}
	item["number"] = lite.Map{"N": "-12345678901234567890.123456789"}
	item["binary"] = lite.Map{"B": binary}
	item["yes"] = lite.Map{"BOOL": true}
	item["nothing"] = lite.Map{"NULL": true}
	item["list"] = lite.Map{"L": lite.List{lite.Map{"S": "a"}, lite.Map{"N": "2"}}}
	item["map"] = lite.Map{"M": lite.Map{"inner": lite.Map{"BOOL": false}}}
	item["set"] = lite.Map{"SS": []string{"x", "y"}}
	item["binaries"] = lite.Map{"BS": lite.List{binary}}
	p.call(dynamodb.PutItem, lite.Map{"TableName": table, "Item": item})

	got := p.call(dynamodb.GetItem, lite.Map{"TableName": table, "Key": key("1", 1), "ConsistentRead": true}).Get("Item")
	same(t, "attributes", got.Len(), 11)
	same(t, "S", got.Get("text", "S").String(), "tucuxi 🐬 \"quoted\" \\ \n")
	same(t, "N", got.Get("number", "N").String(), "-12345678901234567890.123456789")
	same(t, "B", bytes.Equal(got.Get("binary", "B").Bytes(), binary), true)
	same(t, "BOOL", got.Get("yes", "BOOL").Bool(), true)
	same(t, "NULL", got.Get("nothing", "NULL").Bool(), true)
	same(t, "L", got.Get("list", "L", 1, "N").String(), "2")
	same(t, "M", got.Get("map", "M", "inner", "BOOL").Exists(), true)
	same(t, "M", got.Get("map", "M", "inner", "BOOL").Bool(), false)
	same(t, "SS", contains(got.Get("set", "SS"), "y") && got.Get("set", "SS").Len() == 2, true)
	same(t, "BS", bytes.Equal(got.Get("binaries", "BS", 0).Bytes(), binary), true)
	same(t, "absent", p.call(dynamodb.GetItem, lite.Map{"TableName": table, "Key": key("2", 1)}).Get("Item").Exists(), false)

	p.fails(dynamodb.PutItem, lite.Map{
		"TableName": table, "Item": key("1", 1), "ConditionExpression": "attribute_not_exists(id)",
	}, dynamodb.ErrConditionalCheckFailedException)
	updated := p.call(dynamodb.UpdateItem, lite.Map{
		"TableName": table, "Key": key("1", 1), "UpdateExpression": "SET #c = if_not_exists(#c, :zero) + :one",
		"ExpressionAttributeNames":  map[string]string{"#c": "count"},
		"ExpressionAttributeValues": lite.Map{":zero": lite.Map{"N": "0"}, ":one": lite.Map{"N": "1"}},
		"ReturnValues":              "UPDATED_NEW",
	})
	same(t, "updated", updated.Get("Attributes", "count", "N").String(), "1")
}

// testQuery writes a batch and reads it in pages.
func testQuery(p peer, table string) {
	t := p.t
	var puts lite.List
	for n := range 25 {
		puts = append(puts, lite.Map{"PutRequest": lite.Map{"Item": key("batch", n)}})
	}
	out := p.call(dynamodb.BatchWriteItem, lite.Map{"RequestItems": lite.Map{table: puts}})
	same(t, "unprocessed", out.Get("UnprocessedItems").Len(), 0)
	query := lite.Map{
		"TableName": table, "KeyConditionExpression": "id = :id AND n >= :from", "Limit": 7, "ScanIndexForward": false,
		"ExpressionAttributeValues": lite.Map{":id": lite.Map{"S": "batch"}, ":from": lite.Map{"N": "5"}},
	}
	next, pages := 24, 0
	for pages < 10 {
		page := p.call(dynamodb.Query, query)
		pages++
		for item := range page.Get("Items").List() {
			same(t, "n", item.Get("n", "N").String(), fmt.Sprint(next))
			next--
		}
		last := page.Get("LastEvaluatedKey")
		if last.Len() == 0 {
			break
		}
		query["ExclusiveStartKey"] = last.Any()
	}
	same(t, "last", next, 4)
	same(t, "pages", pages, 3)
}

// testTransaction looks into an error with members of its own. dynalite has no
// transactions: there the error says that.
func testTransaction(p peer, table string) {
	t := p.t
	params := lite.Map{"TransactItems": lite.List{
		lite.Map{"Put": lite.Map{"TableName": table, "Item": key("new", 1)}},
		lite.Map{"ConditionCheck": lite.Map{"TableName": table, "Key": key("1", 1), "ConditionExpression": "attribute_not_exists(id)"}},
	}}
	ctx, cancel := p.deadline()
	defer cancel()
	if _, err := p.c.Call(ctx, dynamodb.TransactWriteItems, params); errors.Is(err, lite.ErrorCode("UnknownOperationException")) {
		t.Log("this server has no transactions")
		return
	}
	e := p.fails(dynamodb.TransactWriteItems, params, dynamodb.ErrTransactionCanceledException)
	reasons := lite.Detail(e, "CancellationReasons")
	same(t, "reasons", reasons.Len(), 2)
	same(t, "reason", reasons.Get(1, "Code").String(), "ConditionalCheckFailed")
	same(t, "nothing written", p.call(dynamodb.GetItem, lite.Map{"TableName": table, "Key": key("new", 1)}).Get("Item").Exists(), false)
}
