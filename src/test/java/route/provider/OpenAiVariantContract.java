package route.provider;

/** A copy of OpenAI's API does all that OpenAI's does; what is its own, its test says. */
abstract class OpenAiVariantContract extends OpenAiTest {

    abstract String name();

    @Override
    Dialect dialect() {
        return Dialects.of(name());
    }

    @Override
    String fixtures() {
        return "openai";
    }
}
