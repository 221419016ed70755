package org.incidentcomms.service.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of the public internet: neither private nor reserved, so that no internal machine is reached (IANA's
 * registries of special-purpose addresses, RFC 6890).
 */
public final class PublicAddresses {
    private static final List<Block> RESERVED_V4 = List.of(
            block(8, 0), // this network
            block(8, 10), // private
            block(10, 100, 64), // carrier-grade NAT
            block(8, 127), // loopback
            block(16, 169, 254), // link-local, and the metadata of cloud machines
            block(12, 172, 16), // private
            block(24, 192, 0, 0), // IETF protocols
            block(24, 192, 0, 2), // documentation
            block(24, 192, 88, 99), // 6to4 relays
            block(16, 192, 168), // private
            block(15, 198, 18), // benchmarks
            block(24, 198, 51, 100), // documentation
            block(24, 203, 0, 113), // documentation
            block(3, 224)); // multicast and reserved, up to 255.255.255.255

    /** The only public IPv6 range, except for the blocks below. */
    private static final Block GLOBAL_V6 = block(3, 0x20);

    private static final List<Block> RESERVED_V6 = List.of(
            block(23, 0x20, 0x01, 0x00), // IETF protocols, Teredo among them
            block(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
            block(16, 0x20, 0x02), // 6to4, which holds any IPv4 address
            block(20, 0x3f, 0xff, 0x00)); // documentation

    /** NAT64: an IPv4 address in the last four bytes. */
    private static final Block NAT64 = block(96, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);

    private PublicAddresses() {}

    public static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublicV4(bytes);
        }
        if (NAT64.contains(bytes)) {
            return isPublicV4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return GLOBAL_V6.contains(bytes) && RESERVED_V6.stream().noneMatch(block -> block.contains(bytes));
    }

    private static boolean isPublicV4(byte[] address) {
        return RESERVED_V4.stream().noneMatch(block -> block.contains(address));
    }

    private static Block block(int bits, int... prefix) {
        byte[] bytes = new byte[prefix.length];
        for (int i = 0; i < prefix.length; i++) {
            bytes[i] = (byte) prefix[i];
        }
        return new Block(bits, bytes);
    }

    private static final class Block {
        private final int bits;
        private final byte[] prefix;

        private Block(int bits, byte[] prefix) {
            this.bits = bits;
            this.prefix = prefix;
        }

        boolean contains(byte[] address) {
            for (int i = 0; i < prefix.length; i++) {
                int left = Math.min(8, bits - 8 * i);
                int mask = 0xff << (8 - left) & 0xff;
                if (((address[i] ^ prefix[i]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
