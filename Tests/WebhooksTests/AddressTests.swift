import Testing
import Webhooks

@Suite struct `An address` {
    @Test(arguments: [
        ("1.2.3.4", "1.2.3.4"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
        ("::1", "::1"), ("1::", "1::"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("::ffff:1.2.3.4", "::ffff:102:304"),
        ("64:ff9b::127.0.0.1", "64:ff9b::7f00:1"), ("1:0:0:2::3", "1:0:0:2::3"),
        ("0:0:1::", "0:0:1::"),
    ])
    func `is read and written`(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
        #expect(IPAddress(canonical) == IPAddress(text))
    }

    @Test(arguments: [
        "", ".", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "0x1.2.3.4", "1.2.3.4 ", " 1.2.3.4",
        "1..3.4", "+1.2.3.4", "١.2.3.4", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7::8",
        "1:2:3:4:5:6:7:8:9", "12345::", "g::", "fe80::1%eth0", "::1.2.3", "1.2.3.4::",
        "::1.2.3.4:5", "[::1]",
    ])
    func `is nothing else`(text: String) {
        #expect(IPAddress(text) == nil)
    }
}

@Suite struct `A range of addresses` {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
        ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false),
        ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false), ("::/0", "::1", true),
        ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false), ("::/0", "1.2.3.4", false),
    ])
    func `holds what shares its first bits`(range: String, address: String, isInside: Bool) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.1/8", "::/129", "10/8",
        "10.0.0.0/8/8", "10.0.0.0/ 8",
    ])
    func `is nothing else`(text: String) {
        #expect(AddressRange(text) == nil)
    }
}
