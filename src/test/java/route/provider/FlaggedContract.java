package route.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import route.domain.Outcome.Errored;
import route.provider.CallException.Declined;
import route.wire.Reply;

/** What holds of a 403 at every provider that checks prompts: the prompt's fault is told from the account's. */
final class FlaggedContract {

    private FlaggedContract() {}

    static void isTheRows(Dialect dialect, String said) {
        assertEquals(Declined.Kind.REQUEST, kind(dialect, said), said);
        var row = dialect.read(dialect.line("q7f3-1", new Reply(403, Map.of(), said)));
        assertFalse(assertInstanceOf(Errored.class, row.outcome()).retryable(), said);
        for (var account : List.of(
                "Your account was flagged for potential abuse.",
                "Your organization has been suspended for violating our usage guidelines.",
                "You have insufficient permissions. Missing scopes: api.moderations.write",
                "This key may not use the model.")) {
            var body = "{\"error\":{\"code\":\"forbidden\",\"message\":\"" + account + "\"}}";
            assertEquals(Declined.Kind.KEY, kind(dialect, body), account);
        }
    }

    private static Declined.Kind kind(Dialect dialect, String body) {
        return assertInstanceOf(Declined.class, dialect.refusal(new Reply(403, Map.of(), body)))
                .kind();
    }
}
