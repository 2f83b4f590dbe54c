package route.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.Hook;
import route.domain.Letter;
import route.wire.Connections;
import route.wire.Timeouts;

/** A hook is told once for each call, signed as its receiver expects, and nothing secret comes back. */
class MessengerTest {

    private static final Letter LETTER = new Letter(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "job_end",
            Instant.ofEpochSecond(1614265330),
            "{\"test\": 2432232314}",
            java.time.Duration.ofSeconds(8));

    @TempDir
    private Path folder;

    private Receiver receiver;
    private final Connections connections = new Connections(Timeouts.hasty(), "test", it -> {});

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        connections.close();
    }

    private Optional<String> tell(Hook hook, Optional<String> secret) {
        return new Messenger(connections, (it, patience) -> secret).tell(hook, LETTER);
    }

    private static Hook webhook(String address) {
        return new Hook(List.of(), address, "SECRET", List.of());
    }

    private static Hook command(String... words) {
        return new Hook(List.of(words), "", "", List.of());
    }

    /** The example of the Standard Webhooks libraries. */
    @Test
    void theSignatureIsThatOfTheSpecification() {
        var told = tell(webhook(receiver.address("/in?key=1")), Optional.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertEquals(Optional.empty(), told);
        var post = receiver.posts().get(0);
        assertEquals("/in?key=1", post.path());
        assertEquals(LETTER.body(), post.body());
        assertEquals(LETTER.id(), post.headers().get("webhook-id"));
        assertEquals("1614265330", post.headers().get("webhook-timestamp"));
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                post.headers().get("webhook-signature"));
        assertTrue(post.headers().get("content-type").startsWith("application/json"));
    }

    @Test
    void aPlainSecretIsTakenAsItIsAndNoSecretSignsNothing() {
        tell(webhook(receiver.address("/")), Optional.of("a plain secret"));
        tell(webhook(receiver.address("/")), Optional.empty());
        assertTrue(receiver.posts().get(0).headers().get("webhook-signature").startsWith("v1,"));
        assertFalse(receiver.posts().get(1).headers().containsKey("webhook-signature"));
    }

    @Test
    void aBrokenSecretIsSaidWithoutBeingQuoted() {
        var said = tell(webhook(receiver.address("/")), Optional.of("whsec_no*base64"))
                .orElseThrow();
        assertFalse(said.contains("no*base64"), said);
        assertEquals(List.of(), receiver.posts());
    }

    @Test
    void whatTheOtherSideDoesNotTakeIsATroubleAndTheAddressIsNotSaid() {
        receiver.answer(500, 302);
        assertEquals(
                Optional.of("127.0.0.1 answered 500"), tell(webhook(receiver.address("/secret")), Optional.empty()));
        assertEquals(
                Optional.of("127.0.0.1 answered 302"), tell(webhook(receiver.address("/secret")), Optional.empty()));
        assertEquals(2, receiver.posts().size(), "a redirect is not followed");
        var address = receiver.address("/secret?token=abc");
        receiver.close();
        var said = tell(webhook(address), Optional.empty()).orElseThrow();
        assertFalse(said.contains("secret") || said.contains("abc"), said);
    }

    @Test
    void aCommandReadsTheLetterAndItsNameFromTheEnvironment() throws IOException {
        var file = folder.resolve("told");
        var script = "cat > \"$0\"; printf '%s %s' \"$ROUTE_EVENT\" \"$ROUTE_EVENT_ID\" >> \"$0\"; echo to nobody";
        assertEquals(Optional.empty(), tell(command("sh", "-c", script, file.toString()), Optional.empty()));
        assertEquals(LETTER.body() + "\njob_end " + LETTER.id(), Files.readString(file));
    }

    @Test
    void aCommandThatFailsOrIsMissingIsATroubleWithoutItsWords() {
        assertEquals(
                Optional.of("the hook's command failed with exit code 3"),
                tell(command("sh", "-c", "exit 3", "hunter2"), Optional.empty()));
        var missing = tell(command("no-such-program-of-ours", "hunter2"), Optional.empty());
        assertFalse(missing.orElseThrow().contains("no-such-program-of-ours"), missing::get);
    }

    @Test
    void aCommandThatDoesNotReadIsToldAllTheSame() {
        assertEquals(Optional.empty(), tell(command("true"), Optional.empty()));
    }

    @Test
    void aCommandThatGoesOnIsKilledWhenThePatienceEnds() {
        var letter = new Letter("m", "alert", Instant.EPOCH, "{}", java.time.Duration.ofMillis(300));
        var began = System.nanoTime();
        var said = new Messenger(connections, (it, patience) -> Optional.empty()).tell(command("sleep", "30"), letter);
        assertTrue(said.orElseThrow().contains("did not end in time"), said::get);
        assertTrue(System.nanoTime() - began < 15_000_000_000L);
    }

    @Test
    void whatAsksForTheSecretHasHalfOfTheTime() {
        var asked = new java.util.ArrayList<java.time.Duration>();
        new Messenger(connections, (it, patience) -> {
                    asked.add(patience);
                    return Optional.of("a secret");
                })
                .tell(webhook(receiver.address("/")), LETTER);
        assertEquals(java.util.List.of(java.time.Duration.ofSeconds(4)), asked);
    }
}
