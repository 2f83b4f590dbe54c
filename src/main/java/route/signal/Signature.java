package route.signal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import route.domain.InputException;

/**
 * Signs what a webhook is told, as the Standard Webhooks specification has it (1.0.0, symmetric signatures): {@code v1,}
 * and the HMAC-SHA256 of {@code id.timestamp.body} in base64. A secret that begins with {@code whsec_} is base64, any
 * other is taken as its UTF-8 bytes.
 */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String BASE64 = "whsec_";

    private Signature() {}

    static String of(String secret, String signed) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(secret), ALGORITHM));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String secret) {
        if (!secret.startsWith(BASE64)) return secret.getBytes(StandardCharsets.UTF_8);
        try {
            var bytes = Base64.getDecoder().decode(secret.substring(BASE64.length()));
            if (bytes.length > 0) return bytes;
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes a piece of the secret.
            throw new InputException("the hook's secret begins with whsec_ and is not base64 after that");
        }
        throw new InputException("the hook's secret is empty after whsec_");
    }
}
