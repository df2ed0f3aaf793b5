module github.com/tucuxi-go/tucuxi/examples/lambda

go 1.26

require (
	github.com/johannesboyne/gofakes3 v1.2.0
	github.com/tucuxi-go/tucuxi v0.0.0
	github.com/valyala/fastjson v1.6.10
)

require (
	github.com/aws/aws-lambda-go v1.55.1 // indirect
	github.com/ryszard/goskiplist v0.0.0-20150312221310-2dfbae5fcf46 // indirect
	go.shabbyrobe.org/gocovmerge v0.0.0-20230507111327-fa4f82cfbf4d // indirect
	golang.org/x/tools v0.8.0 // indirect
)

replace github.com/tucuxi-go/tucuxi => ../..
