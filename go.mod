module github.com/tucuxi-go/tucuxi

go 1.26

require (
	github.com/aws/aws-lambda-go v1.55.1
	github.com/valyala/fastjson v1.6.10
)
