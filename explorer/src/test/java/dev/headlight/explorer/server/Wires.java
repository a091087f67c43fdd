package dev.headlight.explorer.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a server byte by byte, so that a test can say what no browser would. */
final class Wires {

    private static final JsonMapper JSON = new JsonMapper();

    private final int port;

    Wires(ExplorerServer server) {
        port = URI.create(server.address()).getPort();
    }

    /**
     * An answer.
     *
     * @param head the status line and the headers
     */
    record Answer(int status, String head, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(body);
        }

        /** The JSON frames of a streamed answer. */
        List<JsonNode> frames() {
            List<JsonNode> frames = new ArrayList<>();
            ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.remaining() >= 5) {
                int kind = bytes.get();
                byte[] content = new byte[bytes.getInt()];
                bytes.get(content);
                if (kind == Frames.JSON) {
                    frames.add(JSON.readTree(content));
                }
            }
            return frames;
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    Answer get(String path, String... headers) throws IOException {
        return raw(
                "GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + joined(headers) + "\r\n");
    }

    Answer post(String path, String json, String... headers) throws IOException {
        return raw(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + host()
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.getBytes(StandardCharsets.UTF_8).length
                        + "\r\n"
                        + joined(headers)
                        + "\r\n"
                        + json);
    }

    private static String joined(String... headers) {
        StringBuilder all = new StringBuilder("Connection: close\r\n");
        for (String header : headers) {
            all.append(header).append("\r\n");
        }
        return all.toString();
    }

    /** Sends this and nothing else. */
    Answer raw(String request) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return answer(socket.getInputStream().readAllBytes());
        }
    }

    static Answer answer(byte[] all) throws IOException {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, text, new byte[0]);
        }
        String head = text.substring(0, end);
        byte[] body = new byte[all.length - end - 4];
        System.arraycopy(all, end + 4, body, 0, body.length);
        if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            body = chunks(body);
        }
        return new Answer(Integer.parseInt(head.split(" ", -1)[1]), head, body);
    }

    private static byte[] chunks(byte[] body) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (InputStream in = new ByteArrayInputStream(body)) {
            while (true) {
                StringBuilder size = new StringBuilder();
                int c = in.read();
                while (c != '\r' && c >= 0) {
                    size.append((char) c);
                    c = in.read();
                }
                if (c < 0 || in.read() < 0) {
                    return whole.toByteArray();
                }
                int n = Integer.parseInt(size.toString().strip(), 16);
                whole.write(in.readNBytes(n));
                in.readNBytes(2);
                if (n == 0) {
                    return whole.toByteArray();
                }
            }
        }
    }
}
