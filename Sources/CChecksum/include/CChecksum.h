// What Swift has no word for: the processor's own instruction for CRC-32C.
#ifndef CCHECKSUM_H
#define CCHECKSUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether this processor has the instruction. Where it hasn't, nothing else here may be called.
bool checksum_has_instruction(void);

/// Continues a CRC-32C (0 for nothing) over more bytes, wherever they lie.
uint32_t checksum_crc32c(uint32_t sum, const uint8_t *bytes, size_t count);

#endif
