#include "CChecksum.h"

#include <string.h>

#if defined(__x86_64__)

#include <nmmintrin.h>

#define WITH_INSTRUCTION __attribute__((target("sse4.2")))
#define ADD_WORD(sum, word) ((uint32_t)_mm_crc32_u64((sum), (word)))
#define ADD_BYTE(sum, byte) _mm_crc32_u8((sum), (byte))

bool checksum_has_instruction(void) { return __builtin_cpu_supports("sse4.2"); }

#elif defined(__aarch64__)

#include <sys/auxv.h>

// The names of arm_acle.h exist only where the whole file may use them, so by the mnemonic.
#define WITH_INSTRUCTION __attribute__((target("crc")))
#define ADD_WORD(sum, word)                                                                     \
    ({ uint32_t out; __asm__("crc32cx %w0, %w1, %x2" : "=r"(out) : "r"(sum), "r"(word)); out; })
#define ADD_BYTE(sum, byte)                                                                     \
    ({ uint32_t out; __asm__("crc32cb %w0, %w1, %w2" : "=r"(out) : "r"(sum), "r"(byte)); out; })

// HWCAP_CRC32 of asm/hwcap.h.
bool checksum_has_instruction(void) { return (getauxval(AT_HWCAP) & (1 << 7)) != 0; }

#else

#define WITH_INSTRUCTION
#define ADD_WORD(sum, word) ((void)(word), (sum))
#define ADD_BYTE(sum, byte) ((void)(byte), (sum))

bool checksum_has_instruction(void) { return false; }

#endif

WITH_INSTRUCTION
uint32_t checksum_crc32c(uint32_t sum, const uint8_t *bytes, size_t count)
{
    uint32_t crc = ~sum;
    for (; count >= sizeof(uint64_t); count -= sizeof(uint64_t), bytes += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes, sizeof word);
        crc = ADD_WORD(crc, word);
    }
    for (; count > 0; count -= 1, bytes += 1)
        crc = ADD_BYTE(crc, *bytes);
    return ~crc;
}
