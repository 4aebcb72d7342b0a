package main

import (
	"context"
	"fmt"
	"os"

	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
)

// The descriptors that protoc wrote of proto/.
type schema struct {
	files *protoregistry.Files
}

func loadSchema(path string) (*schema, error) {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var set descriptorpb.FileDescriptorSet
	if err := proto.Unmarshal(bytes, &set); err != nil {
		return nil, err
	}
	files, err := protodesc.NewFiles(&set)
	return &schema{files}, err
}

func (s *schema) message(name string) (*message, error) {
	found, err := s.files.FindDescriptorByName(protoreflect.FullName(name))
	if err != nil {
		return nil, err
	}
	return &message{dynamicpb.NewMessage(found.(protoreflect.MessageDescriptor))}, nil
}

// A dynamic message, as the library's codec takes it.
type message struct {
	*dynamicpb.Message
}

func (m *message) Reset()                       { proto.Reset(m.Message) }
func (m *message) String() string               { return protojson.Format(m.Message) }
func (m *message) ProtoMessage()                {}
func (m *message) Marshal() ([]byte, error)     { return proto.Marshal(m.Message) }
func (m *message) Unmarshal(bytes []byte) error { return proto.Unmarshal(bytes, m.Message) }

// The text of a field, however it is stored; of a message inside, by its path.
func (m *message) text(path ...string) string {
	var current protoreflect.Message = m.Message
	for i, name := range path {
		field := current.Descriptor().Fields().ByName(protoreflect.Name(name))
		if field == nil {
			return "no field " + name
		}
		if i == len(path)-1 {
			return current.Get(field).String()
		}
		current = current.Get(field).Message()
	}
	return ""
}

// Calls a method by its names, with a request in JSON.
func (p *peer) call(
	ctx context.Context, service, method, request string,
) (*message, error) {
	found, err := p.schema.files.FindDescriptorByName(protoreflect.FullName(service + "." + method))
	if err != nil {
		return nil, err
	}
	description := found.(protoreflect.MethodDescriptor)
	sent := &message{dynamicpb.NewMessage(description.Input())}
	if err := protojson.Unmarshal([]byte(request), sent.Message); err != nil {
		return nil, err
	}
	reply := &message{dynamicpb.NewMessage(description.Output())}
	return reply, p.Call(ctx, service, method, sent, reply)
}

// Compares what a call was refused with.
func (p *peer) expect(err error, code, reason string) error {
	refused, ok := status.FromError(err)
	if err == nil || !ok {
		return fmt.Errorf("wanted %s, got %v", code, err)
	}
	if refused.Code().String() != code {
		return fmt.Errorf("wanted %s, got %s: %s", code, refused.Code(), refused.Message())
	}
	if reason == "" {
		return nil
	}
	for _, detail := range refused.Proto().Details {
		if detail.TypeUrl != "type.googleapis.com/google.rpc.ErrorInfo" {
			continue
		}
		info, err := p.schema.message("google.rpc.ErrorInfo")
		if err != nil {
			return err
		}
		if err := info.Unmarshal(detail.Value); err != nil {
			return err
		}
		if info.text("reason") != reason || info.text("domain") != "tidemark" {
			return fmt.Errorf("wanted %s, got %v", reason, info)
		}
		return nil
	}
	return fmt.Errorf("no ErrorInfo in %v", refused.Proto())
}
