package org.incidentcomms.api.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** The key by which addresses are counted: of IPv6 the first 64 bits, as one customer has a whole such network. */
final class AddressPrefix {
    private AddressPrefix() {}

    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address ? HexFormat.of().formatHex(parsed.getAddress(), 0, 8) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
