package org.incidentcomms.kit.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name and returns only permitted addresses. The library connects to what this returns and resolves nothing
 * itself, so an address cannot change between the check and the connection (DNS rebinding).
 */
record CheckedDnsResolver(HostNames names, Predicate<InetAddress> permitted) implements DnsResolver {

    /** Resolves names. */
    interface HostNames {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] usable =
                Arrays.stream(names.addressesOf(host)).filter(permitted).toArray(InetAddress[]::new);
        if (usable.length == 0) {
            throw new PrivateAddressException(host);
        }
        return usable;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
