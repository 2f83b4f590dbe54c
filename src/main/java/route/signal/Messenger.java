package route.signal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import route.domain.Hook;
import route.domain.InputException;
import route.domain.Letter;
import route.wire.Connections;

/** Tells a hook something, once. Who calls decides when it is tried again. */
public final class Messenger {
    private final Webhook webhook;
    private final Program program;
    private final BiFunction<Hook, Duration, Optional<String>> secrets;

    /** @param secrets what signs the letters to a hook; asked each time and kept nowhere, within half of the time that there is */
    public Messenger(Connections connections, BiFunction<Hook, Duration, Optional<String>> secrets) {
        this.webhook = new Webhook(connections);
        this.program = new Program();
        this.secrets = secrets;
    }

    /** What went wrong, for a person, without the address or the command; empty where it was told. */
    public Optional<String> tell(Hook hook, Letter letter) {
        try {
            return hook.webhook().isEmpty()
                    ? program.run(hook.command(), letter)
                    : webhook.post(
                            hook.webhook(),
                            letter,
                            secrets.apply(hook, letter.patience().dividedBy(2)));
        } catch (InputException e) {
            return Optional.of(e.getMessage().lines().findFirst().orElse("the hook cannot be used"));
        }
    }
}
