package route.domain;

import java.util.List;

/**
 * Who is told of something: a command, or an address. One of the two is set.
 *
 * @param command a program and its arguments; empty for none
 * @param webhook an http(s) address; empty for none. It may hold a secret and is shown nowhere
 * @param secretEnv the variable with the secret that signs what is sent; empty for none
 * @param secretCommand a program that prints the secret; empty for none
 */
public record Hook(List<String> command, String webhook, String secretEnv, List<String> secretCommand) {

    public static final Hook NONE = new Hook(List.of(), "", "", List.of());

    public Hook {
        command = List.copyOf(command);
        secretCommand = List.copyOf(secretCommand);
    }

    public boolean isNone() {
        return command.isEmpty() && webhook.isEmpty();
    }

    /** Whether what is sent is signed. */
    public boolean isSigned() {
        return !secretEnv.isEmpty() || !secretCommand.isEmpty();
    }

    /** Without the address and the commands, which may hold secrets. */
    @Override
    public String toString() {
        return isNone() ? "none" : webhook.isEmpty() ? "command" : isSigned() ? "signed webhook" : "webhook";
    }
}
