// Package restxml is the restXml protocol, which Amazon S3, CloudFront and
// Route 53 speak: members are bound to the path, the query, headers and the
// status code; the others, or one payload member, are XML in the body.
//
// Source: Smithy, "AWS restXml protocol" and "XML bindings".
package restxml
