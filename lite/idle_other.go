//go:build !linux

package lite

import "net"

// hungUp is for systems that do not say: a dead connection is found out when it
// is used.
func hungUp(net.Conn) bool { return false }
