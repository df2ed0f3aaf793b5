// Package smoke holds tests that call other people's servers: a small round
// trip a service (make, read back, list, delete, and one error), with what comes
// back checked by content. They show that requests are understood and responses
// read where the project's own tests can only compare with published vectors.
//
// Each peer is named by the environment and its tests are skipped without it:
//
//	TUCUXI_MOTO        endpoint of a moto server: every service here; it does not check signatures
//	TUCUXI_VERSITYGW   endpoint of a versitygw: S3; it does, hence TUCUXI_VERSITYGW_ACCESS and _SECRET
//	TUCUXI_DYNAMODB    endpoint of dynalite or DynamoDB Local, or several with commas between: DynamoDB
//
// To run them with the servers started and stopped around them:
//
//	bash .ci/peers go test -count=1 -v ./internal/smoke
//
// Names are made for each run, so the tests may meet a server that is in use.
package smoke
