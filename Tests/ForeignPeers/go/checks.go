package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/containerd/ttrpc"
)

const (
	balances     = "tidemark.v1.BalanceService"
	transactions = "tidemark.v1.TransactionService"
	admin        = "tidemark.v1.AdminService"
)

// Unlike in every run, so that one server serves many.
var run = time.Now().UnixNano()

func pay(p *peer, reference, amount, from, to string) (*message, error) {
	return p.call(context.Background(), transactions, "CreateTransaction", fmt.Sprintf(
		`{"reference":"go-%d-%s","currency":"GOD","preciseAmount":%q,"source":%q,"destination":%q}`,
		run, reference, amount, from, to))
}

func name(of string) string { return fmt.Sprintf("@go-%d-%s", run, of) }

func unaryCalls(p *peer) error {
	reply, err := pay(p, "first", "10050", "@world", name("alice"))
	if err != nil {
		return err
	}
	if reply.text("transaction", "precise_amount") != "10050" {
		return fmt.Errorf("got %v", reply)
	}
	again, err := pay(p, "first", "10050", "@world", name("alice"))
	if err != nil || again.text("replayed") != "true" {
		return fmt.Errorf("a retry: %v %v", again, err)
	}
	read, err := p.call(context.Background(), balances, "GetBalanceByIndicator",
		fmt.Sprintf(`{"indicator":%q,"currency":"GOD"}`, name("alice")))
	if err != nil || read.text("balance", "balance") != "10050" {
		return fmt.Errorf("read %v %v", read, err)
	}
	return nil
}

func emptyMessages(p *peer) error {
	reply, err := p.call(context.Background(), "grpc.health.v1.Health", "Check", `{}`)
	if err != nil || reply.text("status") != "1" {
		return fmt.Errorf("%v %v", reply, err)
	}
	_, err = p.call(context.Background(), admin, "GetServerInfo", `{}`)
	return err
}

func errorsWithDetails(p *peer) error {
	_, err := pay(p, "poor", "1", name("nobody"), name("alice"))
	if err := p.expect(err, "FailedPrecondition", "INSUFFICIENT_FUNDS"); err != nil {
		return err
	}
	_, err = pay(p, "wrong", "1.5", "@world", name("alice"))
	if err := p.expect(err, "InvalidArgument", "INVALID_AMOUNT"); err != nil {
		return err
	}
	_, err = p.call(context.Background(), balances, "GetBalanceByIndicator",
		`{"indicator":"@no one","currency":"GOD"}`)
	return p.expect(err, "NotFound", "BALANCE_NOT_FOUND")
}

func unknownMethods(p *peer) error {
	empty, err := p.schema.message("tidemark.v1.GetStatsRequest")
	if err != nil {
		return err
	}
	err = p.Call(context.Background(), "no.such.Service", "Get", empty, empty)
	if err := p.expect(err, "Unimplemented", ""); err != nil {
		return err
	}
	err = p.Call(context.Background(), balances, "NoSuchMethod", empty, empty)
	if err := p.expect(err, "Unimplemented", ""); err != nil {
		return err
	}
	// One that the protos have and the server has not yet.
	_, err = p.call(context.Background(), admin, "ListConnections", `{}`)
	return p.expect(err, "Unimplemented", "NOT_IMPLEMENTED")
}

func pipelining(p *peer) error {
	const count = 1000
	var group sync.WaitGroup
	failures := make(chan error, count)
	for i := 0; i < count; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			if _, err := pay(p, fmt.Sprint("p", i), "1", "@world", name("many")); err != nil {
				failures <- err
			}
		}(i)
	}
	group.Wait()
	close(failures)
	if err := <-failures; err != nil {
		return err
	}
	read, err := p.call(context.Background(), balances, "GetBalanceByIndicator",
		fmt.Sprintf(`{"indicator":%q,"currency":"GOD"}`, name("many")))
	if err != nil || read.text("balance", "balance") != fmt.Sprint(count) {
		return fmt.Errorf("%v %v", read, err)
	}
	return nil
}

func deadlines(p *peer) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err := p.call(ctx, admin, "GetStats", `{}`); err != nil {
		return err
	}
	past, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel()
	if _, err := p.call(past, admin, "GetStats", `{}`); !errors.Is(err, context.DeadlineExceeded) {
		return p.expect(err, "DeadlineExceeded", "")
	}
	return nil
}

func metadata(p *peer) error {
	ctx := ttrpc.WithMetadata(context.Background(), ttrpc.MD{
		"authorization": {"Bearer x"}, "trace": {"a", "b"},
	})
	_, err := p.call(ctx, admin, "GetStats", `{}`)
	return err
}

func largePayloads(p *peer) error {
	large := strings.Repeat("x", 16000)
	for i := 0; i < 200; i++ {
		_, err := p.call(context.Background(), balances, "CreateBalance",
			fmt.Sprintf(`{"indicator":%q,"currency":"BIG","metaData":"{\"a\":\"%s\"}"}`,
				name(fmt.Sprint("big", i)), large))
		if err != nil {
			return err
		}
	}
	reply, err := p.call(context.Background(), balances, "ListBalances",
		`{"pageSize":1000,"filter":{"currency":"BIG"}}`)
	if err != nil {
		return err
	}
	if size := len(reply.String()); size < 500_000 {
		return fmt.Errorf("a page of only %d bytes", size)
	}
	return nil
}

func tooLarge(p *peer) error {
	_, err := p.call(context.Background(), balances, "CreateBalance",
		fmt.Sprintf(`{"currency":"GOD","metaData":%q}`, strings.Repeat("x", 2<<20)))
	return p.expect(err, "ResourceExhausted", "REQUEST_TOO_LARGE")
}

func reuse(p *peer) error {
	for i := 0; i < 100; i++ {
		if err := errorsWithDetails(p); err != nil {
			return err
		}
	}
	return unaryCalls(p)
}

func manyConnections(p *peer) error {
	for i := 0; i < 200; i++ {
		other, err := connect(p.address, p.schema)
		if err != nil {
			return err
		}
		if err := emptyMessages(other); err != nil {
			return err
		}
		if err := other.Close(); err != nil {
			return err
		}
	}
	return emptyMessages(p)
}
