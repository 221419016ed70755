package org.incidentcomms.email.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address in the header {@code From}: {@code status@clicktime.example} or {@code ClickTime Status <status@clicktime.example>}.
 *
 * @param name display name, may be empty
 */
public record FromAddress(String name, String address) {
    private static final Pattern NAMED = Pattern.compile("\"?([^\"<>]*?)\"?\\s*<([^<>\\s]+)>");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+");

    public FromAddress {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("EMAIL_FROM holds no usable address");
        }
    }

    /**
     * Parses the setting.
     *
     * @throws IllegalArgumentException if it contains no address
     */
    public static FromAddress parse(String text) {
        Matcher named = NAMED.matcher(text.strip());
        return named.matches()
                ? new FromAddress(HeaderText.clean(named.group(1)), named.group(2))
                : new FromAddress("", text.strip());
    }

    /** The value of the header {@code From}. */
    String header() {
        if (name.isEmpty()) {
            return address;
        }
        boolean ascii = name.chars().allMatch(c -> c >= 32 && c < 127) && !name.contains("=?");
        String phrase = ascii
                ? "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : HeaderText.encode("From", name);
        return phrase + (phrase.length() > 50 ? "\r\n <" : " <") + address + ">";
    }

    String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
