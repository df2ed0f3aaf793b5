package lite_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/litetest"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

// newTable is lite.New(dynamodb.Service, lite.Config{}) with answers for the
// examples.
func newTable() *lite.Client {
	db := litetest.New(litetest.Standalone(), dynamodb.Service)
	db.On(dynamodb.GetItem).Answer(lite.Map{"Item": lite.Map{
		"email": lite.Map{"S": "ann@example.com"}, "orders": lite.Map{"N": "3"}, "tags": lite.Map{"SS": []string{"new", "eu"}},
	}})
	db.On(dynamodb.PutItem).Fail(dynamodb.ErrConditionalCheckFailedException, "The conditional request failed")
	db.On(dynamodb.Query).
		Answer(lite.Map{"Items": lite.List{lite.Map{"day": lite.Map{"S": "mon"}}, lite.Map{"day": lite.Map{"S": "tue"}}},
			"LastEvaluatedKey": lite.Map{"day": lite.Map{"S": "tue"}}, "ConsumedCapacity": lite.Map{"CapacityUnits": 1.5}}).
		Answer(lite.Map{"Items": lite.List{lite.Map{"day": lite.Map{"S": "wed"}}}, "ConsumedCapacity": lite.Map{"CapacityUnits": 0.5}}).
		Answer(lite.Map{"Items": lite.List{lite.Map{"day": lite.Map{"S": "mon"}}}})
	db.On(dynamodb.DescribeTable).
		Fail(dynamodb.ErrResourceNotFoundException, "").
		Answer(lite.Map{"Table": lite.Map{"TableStatus": "CREATING"}}).
		Answer(lite.Map{"Table": lite.Map{"TableStatus": "ACTIVE", "ItemCount": 0}})
	return db.Client
}

// An item is read by the path of names down to the value. What is not there
// gives an absent Value, whose text is empty.
func ExampleClient_Call() {
	db := newTable() // lite.New(dynamodb.Service, lite.Config{})

	out, err := db.Call(context.Background(), dynamodb.GetItem, lite.Map{
		"TableName": "users",
		"Key":       lite.Map{"id": lite.Map{"S": "7"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	item := out.Get("Item")
	if !item.Exists() {
		fmt.Println("no such user")
		return
	}
	fmt.Println(item.Get("email", "S"), item.Get("orders", "N").Int())
	for tag := range item.Get("tags", "SS").List() {
		fmt.Println(tag)
	}
	fmt.Println(item.Get("phone", "S").Exists())
	// Output:
	// ann@example.com 3
	// new
	// eu
	// false
}

// An error of the service is found by its code, for which its package has a
// constant.
func ExampleClient_Call_condition() {
	db := newTable() // lite.New(dynamodb.Service, lite.Config{})

	_, err := db.Call(context.Background(), dynamodb.PutItem, lite.Map{
		"TableName":           "users",
		"Item":                lite.Map{"id": lite.Map{"S": "7"}, "email": lite.Map{"S": "ann@example.com"}},
		"ConditionExpression": "attribute_not_exists(id)",
	})
	switch {
	case errors.Is(err, dynamodb.ErrConditionalCheckFailedException):
		fmt.Println("the id is taken")
	case err != nil:
		fmt.Println(err)
	}
	// Output: the id is taken
}

// Pages gives whole outputs.
func ExampleClient_Pages() {
	db := newTable() // lite.New(dynamodb.Service, lite.Config{})

	units := 0.0
	for page, err := range db.Pages(context.Background(), dynamodb.Query, lite.Map{
		"TableName":                 "visits",
		"KeyConditionExpression":    "id = :id",
		"ExpressionAttributeValues": lite.Map{":id": lite.Map{"S": "7"}},
		"ReturnConsumedCapacity":    "TOTAL",
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		for item := range page.Get("Items").List() {
			fmt.Println(item.Get("day", "S"))
		}
		units += page.Get("ConsumedCapacity", "CapacityUnits").Float()
	}
	fmt.Println(units, "units")
	// Output:
	// mon
	// tue
	// wed
	// 2 units
}

// Items gives the elements of all pages. The loop may be left at any time.
func ExampleClient_Items() {
	db := newTable() // lite.New(dynamodb.Service, lite.Config{})

	for item, err := range db.Items(context.Background(), dynamodb.Query, lite.Map{
		"TableName":                 "visits",
		"KeyConditionExpression":    "id = :id",
		"ExpressionAttributeValues": lite.Map{":id": lite.Map{"S": "7"}},
	}, lite.Paging{PageSize: 100}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		day := item.Get("day", "S").String()
		fmt.Println(day)
		if day == "tue" {
			break
		}
	}
	// Output:
	// mon
	// tue
}

func ExampleClient_Wait() {
	db := newTable() // lite.New(dynamodb.Service, lite.Config{})

	out, err := db.Wait(context.Background(), dynamodb.WaitTableExists, lite.Map{"TableName": "users"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(out.Get("Table", "TableStatus"))
	// Output: ACTIVE
}
