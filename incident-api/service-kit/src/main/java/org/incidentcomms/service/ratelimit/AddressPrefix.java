package org.incidentcomms.service.ratelimit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** The network of an address, as a key by which callers are counted: one party usually has all of it. */
public final class AddressPrefix {
    private static final String NUMBERS = "[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.*)?";

    private AddressPrefix() {}

    /**
     * The leading bytes of {@code address}, in hexadecimal; the text itself if it is no address in numbers, as a name is
     * never looked up.
     */
    public static String of(String address, int ipv4Bytes, int ipv6Bytes) {
        if (!address.matches(NUMBERS)) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address.replaceAll("%.*", ""));
            int bytes = parsed instanceof Inet4Address ? ipv4Bytes : ipv6Bytes;
            return HexFormat.of().formatHex(parsed.getAddress(), 0, bytes);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
