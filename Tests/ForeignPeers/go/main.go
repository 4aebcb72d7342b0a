// A client of containerd's own Go library, which knows nothing of this project: the proof that the
// server speaks ttrpc as its inventors do. Its messages are dynamic, by the compiled descriptors of
// proto/, so that nothing generated stands between.
//
//	peer ADDRESS DESCRIPTORS
package main

import (
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/containerd/ttrpc"
)

type check struct {
	name string
	run  func(*peer) error
}

var checks = []check{
	{"unary calls and their replies", unaryCalls},
	{"an empty request and an empty reply", emptyMessages},
	{"errors with their details", errorsWithDetails},
	{"unknown services and methods", unknownMethods},
	{"a thousand calls at once on one connection", pipelining},
	{"deadlines", deadlines},
	{"metadata beside a call", metadata},
	{"large requests and large replies", largePayloads},
	{"a message too large for a request", tooLarge},
	{"a connection used again after errors", reuse},
	{"many connections", manyConnections},
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: peer ADDRESS DESCRIPTORS")
		os.Exit(2)
	}
	schema, err := loadSchema(os.Args[2])
	if err != nil {
		fail("descriptors", err)
	}
	p, err := connect(os.Args[1], schema)
	if err != nil {
		fail("connect", err)
	}
	began := time.Now()
	for _, check := range checks {
		if err := check.run(p); err != nil {
			fail(check.name, err)
		}
	}
	fmt.Printf("go: containerd/ttrpc: %d checks passed in %v\n",
		len(checks), time.Since(began).Round(time.Millisecond))
}

func fail(what string, err error) {
	fmt.Printf("go: containerd/ttrpc: FAILED at %s: %v\n", what, err)
	os.Exit(1)
}

// A connection of the library, and the descriptors of what is said on it.
type peer struct {
	*ttrpc.Client
	address string
	schema  *schema
}

func connect(address string, schema *schema) (*peer, error) {
	network, where := "unix", strings.TrimPrefix(strings.TrimPrefix(address, "unix:"), "//")
	if strings.HasPrefix(address, "tcp://") {
		network, where = "tcp", strings.TrimPrefix(address, "tcp://")
	}
	conn, err := net.Dial(network, where)
	if err != nil {
		return nil, err
	}
	return &peer{ttrpc.NewClient(conn), address, schema}, nil
}
