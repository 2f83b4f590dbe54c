package route.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import route.domain.Hook;
import route.domain.InputException;

/** Reads {@code hooks}: who is told when a job ends, and when a limit is passed. */
record HookList(Hook jobEnd, Hook alert) {
    static final HookList NONE = new HookList(Hook.NONE, Hook.NONE);

    private static final List<String> EVENTS = List.of("job_end", "alert");
    private static final List<String> FIELDS = List.of("command", "webhook", "secret_env", "secret_command");
    private static final String WORDS = "must be a program and its arguments, such as [notify-send, route]";
    private static final String ADDRESS = "must be an http or https address such as \"https://example.com/hook\"";
    private static final Pattern URL = Pattern.compile("https?://[^\\s/?#@]+(/[^\\s#]*)?(\\?[^\\s#]*)?");

    static HookList read(Tree tree) {
        var hooks = Block.of("hooks", tree, EVENTS);
        return new HookList(hook(hooks, "job_end"), hook(hooks, "alert"));
    }

    private static Hook hook(Block hooks, String event) {
        if (!hooks.has(event)) return Hook.NONE;
        var hook = Block.of("hooks." + event, hooks.get(event), FIELDS);
        if (hook.has("command") == hook.has("webhook")) {
            throw new InputException(hook.tree().place() + ": " + hook.name() + " has "
                    + (hook.has("command") ? "both a command and a webhook" : "neither a command nor a webhook")
                    + "\na hook is one of them, such as command: [notify-send, route]");
        }
        if (hook.has("secret_env") && hook.has("secret_command")) {
            throw new InputException(hook.at("secret_command") + ": " + hook.name()
                    + " has both secret_env and secret_command\na secret comes from one of them");
        }
        var env = hook.text("secret_env", "must be the name of a variable such as ROUTE_HOOK_SECRET")
                .orElse("");
        if (!env.matches("[A-Za-z_][A-Za-z0-9_]*|")) {
            // What stands there may be the secret itself, so it is not repeated.
            throw new InputException(hook.at("secret_env") + ": " + hook.name() + ".secret_env is no name of a variable"
                    + "\nit names the variable that holds the secret; the secret itself stands in no file");
        }
        return new Hook(words(hook, "command"), address(hook), env, words(hook, "secret_command"));
    }

    private static List<String> words(Block hook, String field) {
        return hook.texts(field, WORDS).stream().map(Tree.Scalar::text).toList();
    }

    private static boolean hasHost(String address) {
        try {
            return new URI(address).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** An address may hold a secret, so it is not repeated. */
    private static String address(Block hook) {
        var address = hook.text("webhook", ADDRESS).orElse("");
        if (address.isEmpty() || URL.matcher(address).matches() && hasHost(address)) return address;
        throw new InputException(hook.at("webhook") + ": " + hook.name() + ".webhook is no address\n" + ADDRESS);
    }
}
