package route.triage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import route.domain.Fingerprint;
import route.domain.JobSpec;
import route.domain.Pins;
import route.domain.Prompt;
import route.domain.Sha256;

/**
 * Digests what a row asks: its prompt with all parameters, the longest answer, and the tier and model that it names itself.
 * Which model the settings would choose for it is no part: new prices or tiers do not make old rows new, and so do not buy
 * them twice. For one thread.
 */
final class Prints {
    private final JobSpec spec;
    private final MessageDigest digest = Sha256.begin();

    Prints(JobSpec spec) {
        this.spec = spec;
    }

    /** The digest of a row of an incremental job; none for others, which need none. */
    Fingerprint of(Prompt prompt, Pins pins) {
        if (!spec.selection().incremental()) return Fingerprint.NONE;
        put(spec.sandbox() ? "sandbox" : "real");
        put(prompt.endpoint().name());
        put(prompt.messages().size());
        for (var message : prompt.messages()) {
            put(message.role());
            put(message.text());
            put(message.json());
        }
        prompt.params().forEach((name, value) -> {
            put(name);
            put(value);
        });
        put(pins.tier());
        put(pins.model());
        put(pins.maxTokens() > 0 ? pins.maxTokens() : spec.ask().maxTokens());
        return Fingerprint.of(digest.digest());
    }

    /** With its length, so that no two texts run into each other. */
    private void put(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        put(bytes.length);
        digest.update(bytes);
    }

    private void put(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
