"""What protoc-gen-tidemark is made of."""
