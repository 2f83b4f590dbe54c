package route.provider;

import java.util.List;
import java.util.stream.Stream;
import route.domain.InputException;

/** The dialects this program speaks, in the order help shows them. */
public final class Dialects {
    private static final List<Dialect> ALL = Stream.concat(
                    Stream.of(
                            new OpenAi(OpenAiVariants.openAi()),
                            new Anthropic(),
                            new Gemini(),
                            new Mistral(),
                            new Xai(),
                            new Together(),
                            new Fireworks(),
                            new OpenRouter()),
                    OpenAiVariants.copies().stream().map(OpenAi::new))
            .toList();

    private Dialects() {}

    /**
     * The dialect of that name.
     *
     * @throws InputException where there is none; names those there are
     */
    public static Dialect of(String name) {
        for (var dialect : ALL) {
            if (dialect.name().equals(name)) return dialect;
        }
        throw new InputException("There is no dialect '" + name + "'.\nThose there are: " + String.join(", ", names())
                + ".\nA provider that copies one of these"
                + " APIs takes its name: providers: {mine: {dialect: openai, base_url: ...}}");
    }

    static List<String> names() {
        return ALL.stream().map(Dialect::name).toList();
    }
}
