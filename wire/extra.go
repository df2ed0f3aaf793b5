package wire

import "github.com/tucuxi-go/tucuxi/models"

// Extra is a part of an error's body that the model does not have, such as the
// Key or the BucketName of an error of S3: text, or below it more of the same.
// The name is that on the wire.
func (d *Document) Extra(name string) Node {
	return Node{d: d, v: d.root}.child(name, models.Shape{})
}
