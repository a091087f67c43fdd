package dev.headlight.explorer.server;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in. A page of another site can make the visitor's browser ask here, by an address of its own that is made
 * to lead to this machine (DNS rebinding) or by a plain cross-site request; so the host that the browser believes it
 * speaks to must be one of ours, and a request that says where it comes from must come from our own page. Where others
 * than this machine can reach the server, a token is asked for besides.
 */
final class Gate {

    /** Name of the cookie and of the address's parameter that carry the token. */
    static final String TOKEN = "token";

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Set<String> hosts;
    private final byte @Nullable [] token;
    private volatile int port;

    /**
     * @param host as it was given
     * @param token null where only this machine can reach the server
     */
    Gate(String host, @Nullable String token) {
        String own = host.contains(":") ? "[" + host + "]" : host.toLowerCase(Locale.ROOT);
        hosts = token == null ? LOOPBACK : Set.of("127.0.0.1", "localhost", "[::1]", own);
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    /** The port that was free. */
    void port(int port) {
        this.port = port;
    }

    /**
     * Lets a request in.
     *
     * @throws Refusal where it is not
     */
    void check(Request request) {
        HttpFields headers = request.getHeaders();
        String host = headers.get(HttpHeader.HOST);
        if (host == null || headers.getValuesList(HttpHeader.HOST).size() != 1 || !ours(host)) {
            throw new Refusal(
                    403, "This address leads to another site; open the one that was printed.");
        }
        String origin = headers.get(HttpHeader.ORIGIN);
        if (origin != null && !origin.equals("http://" + host)) {
            throw new Refusal(403, "Only the explorer's own page may ask here.");
        }
        String site = headers.get("Sec-Fetch-Site");
        boolean opened =
                "navigate".equals(headers.get("Sec-Fetch-Mode"))
                        && request.getMethod().equals("GET");
        if (site != null && !site.equals("same-origin") && !site.equals("none") && !opened) {
            throw new Refusal(403, "Only the explorer's own page may ask here.");
        }
        if (token != null && !knows(cookie(request))) {
            throw new Refusal(
                    401, "Open the address that was printed at the start: it carries the token.");
        }
    }

    /** The host that the browser names: one of ours with our port; an address of digits where a token is asked for too. */
    private boolean ours(String host) {
        String end = ":" + port;
        if (!host.endsWith(end)) {
            return false;
        }
        String name = host.substring(0, host.length() - end.length()).toLowerCase(Locale.ROOT);
        return hosts.contains(name) || token != null && isAddress(name);
    }

    /** Digits and dots, or brackets: such a name cannot be made to lead elsewhere. */
    private static boolean isAddress(String name) {
        return name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]{2,45}\\]");
    }

    /** Whether a token is the one; takes as long for a wrong one. */
    boolean knows(@Nullable String given) {
        byte[] own = token;
        return own == null
                || given != null
                        && MessageDigest.isEqual(own, given.getBytes(StandardCharsets.UTF_8));
    }

    boolean asksForToken() {
        return token != null;
    }

    private static @Nullable String cookie(Request request) {
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(TOKEN)) {
                return cookie.getValue();
            }
        }
        return null;
    }

    /** Whether nobody but this machine can reach an address. */
    static boolean loopback(InetAddress address) {
        return address.isLoopbackAddress();
    }
}
