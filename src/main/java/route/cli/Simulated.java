package route.cli;

import java.util.LinkedHashMap;
import route.domain.JobSpec;
import route.domain.Provider;

/**
 * Marks the providers of a sandbox job. Their address becomes {@code sandbox:<dialect>}, which is stored with the job:
 * so whichever process goes on with it later, no call of it can reach a real provider.
 */
public final class Simulated {

    private static final String SCHEME = "sandbox:";

    private Simulated() {}

    /** Whether calls to this provider go to the built-in server. */
    public static boolean isSimulated(Provider provider) {
        return provider.baseUrl().startsWith(SCHEME);
    }

    /** The job as it is sent: with every provider marked where it is a sandbox job. */
    static JobSpec marked(JobSpec spec) {
        if (!spec.sandbox()) return spec;
        var providers = new LinkedHashMap<String, Provider>();
        spec.providers().forEach((name, provider) -> providers.put(name, provider.at(SCHEME + provider.dialect())));
        return spec.with(providers);
    }
}
