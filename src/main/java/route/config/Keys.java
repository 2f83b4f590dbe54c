package route.config;

import java.util.Map;
import java.util.Optional;
import route.domain.Provider;

/** Stand-in. */
public final class Keys {

    private final Map<String, String> env;

    public Keys(Map<String, String> env) {
        this.env = env;
    }

    public boolean isSet(Provider provider) {
        return key(provider).isPresent();
    }

    public Optional<String> key(Provider provider) {
        return Optional.ofNullable(env.get(provider.keyEnv()));
    }
}
