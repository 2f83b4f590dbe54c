package route.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private static final int MANY = 400;

    private static Timeouts patience(Duration time) {
        return new Timeouts(Duration.ofSeconds(5), time, time, time, time, time);
    }

    private static Flights flights(Duration patience) {
        return new Flights(patience(patience), "route/test", Optional.empty());
    }

    private static NoAnswerException lost(CompletableFuture<Reply> call) {
        var thrown = assertThrows(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
        return (NoAnswerException) thrown.getCause();
    }

    /** A server may give one HTTP/2 connection room for a hundred calls, and more of them may be under way. */
    @Test
    void hundredsAreUnderWayAtOnceOverHttp2() throws Exception {
        var options = WireMockConfiguration.options()
                .dynamicHttpsPort()
                .dynamicPort()
                .containerThreads(40)
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(10)
                .disableRequestJournal();
        var server = new WireMockServer(options);
        server.start();
        try (var flights = new Flights(patience(Duration.ofSeconds(20)), "route/test", Optional.of(trusting()))) {
            server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}").withFixedDelay(500)));
            var url = "https://localhost:" + server.httpsPort() + "/v1/chat";
            var calls = new ArrayList<CompletableFuture<Reply>>();
            flights.start(url, Map.of(), "{}").get(20, TimeUnit.SECONDS);
            for (var i = 0; i < MANY; i++) calls.add(flights.start(url, Map.of(), "{}"));
            for (var call : calls)
                assertEquals(200, call.get(20, TimeUnit.SECONDS).status());
        } finally {
            server.stop();
        }
    }

    private static SSLContext trusting() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new Anybody()}, null);
        return context;
    }

    /** Trusts the server's self-made certificate. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Says these pieces to whoever comes, and then nothing more, without hanging up. */
    private static ServerSocket saying(String... pieces) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> {
            try {
                while (true) {
                    var line = server.accept();
                    line.getInputStream().read(new byte[4096]);
                    for (var piece : pieces) {
                        line.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                        line.getOutputStream().flush();
                    }
                }
            } catch (IOException closed) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static String url(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1/chat";
    }

    @Test
    void anAnswerThatBeginsAndNeverEndsIsGivenUp() throws Exception {
        try (var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "{\"cho");
                var flights = flights(Duration.ofMillis(300))) {
            var lost = lost(flights.start(url(server), Map.of(), "{}"));
            assertTrue(lost.mayHaveArrived());
            assertTrue(lost.getMessage().contains("127.0.0.1"), lost.getMessage());
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadIntoMemory() throws Exception {
        var megabyte = "x".repeat(1 << 20);
        var pieces = new ArrayList<String>();
        pieces.add("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n");
        for (var i = 0; i < 17; i++) pieces.add(megabyte);
        try (var server = saying(pieces.toArray(String[]::new));
                var flights = flights(Duration.ofSeconds(20))) {
            var lost = lost(flights.start(url(server), Map.of(), "{}"));
            assertTrue(lost.getMessage().contains("longer than 16 MB"), lost.getMessage());
            assertTrue(lost.mayHaveArrived());
        }
    }

    @Test
    void aRefusedConnectionCertainlyBroughtNothing() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        try (var flights = flights(Duration.ofSeconds(5))) {
            assertFalse(lost(flights.start("http://127.0.0.1:" + port + "/", Map.of(), "{}"))
                    .mayHaveArrived());
            assertFalse(lost(flights.start("http://no-such-host.invalid/", Map.of(), "{}"))
                    .mayHaveArrived());
        }
    }

    @Test
    void aLineThatBreaksAfterTheCallMayHaveBroughtIt() throws Exception {
        try (var server = new CuttingServer("");
                var flights = flights(Duration.ofSeconds(5))) {
            assertTrue(
                    lost(flights.start(server.baseUrl() + "/", Map.of(), "{}")).mayHaveArrived());
        }
    }

    @Test
    void whereOneProviderDoesNotOpenItsLineCallsToAnotherDoNotWaitForIt() throws Exception {
        var options = WireMockConfiguration.options().dynamicHttpsPort().dynamicPort();
        var server = new WireMockServer(options);
        server.start();
        var time = Duration.ofSeconds(20);
        var patience = new Timeouts(time, time, time, time, time, time);
        try (var silent = saying();
                var flights = new Flights(patience, "route/test", Optional.of(trusting()))) {
            server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}")));
            var hangs = flights.start(url(silent).replace("http:", "https:"), Map.of(), "{}");
            var other = flights.start("https://localhost:" + server.httpsPort() + "/v1/chat", Map.of(), "{}");
            assertEquals(200, other.get(10, TimeUnit.SECONDS).status());
            assertFalse(hangs.isDone());
        } finally {
            server.stop();
        }
    }
}
