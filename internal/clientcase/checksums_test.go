package clientcase

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
)

// TestConformanceChecksums allows one attempt: an answer that is not what its
// checksum says is asked for again here, and botocore gives up.
func TestConformanceChecksums(t *testing.T) {
	Run(t, Suite{File: "checksums/flexible-checksum-client-cases.json", Configure: func(_ *NewClient, c *lite.Config) { c.MaxAttempts = 1 }})
}
