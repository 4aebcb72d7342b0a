#pragma once
#include <lmdb.h>
// The kind of a file system: Swift's Glibc module leaves this header out.
#include <sys/vfs.h>
