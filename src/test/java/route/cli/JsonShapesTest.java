package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import route.domain.JobState;

/** The shapes that scripts rely on, byte for byte. */
class JsonShapesTest {

    private static final String JOB = """
            {"job":"t7k2","name":"support_tickets","state":"DELIVERED","sandbox":true,"round":1,\
            "rows":{"total":500,"accepted":498,"failed":1,"skipped":1,"pending":0},\
            "tokens":{"input":71234,"output":30211,"cached_input":0,"reasoning":0},\
            "cost_usd":"0.041233","estimate_usd":"0.044100","baseline_usd":"0.512000",\
            "output":"support_tickets.results.csv",\
            "batches":[{"provider":"openai","model":"gpt-6-luna","lane":"batch","rows":400,\
            "state":"COLLECTED","remote_id":"batch_1"}],\
            "held":"","doubtful_calls":0,"doubtful_cost_usd":"0.000000","notes":[]}""";

    @Test
    void aJobIsAnObjectWithItsFieldsInOrder() {
        assertEquals(JOB, JobJson.text(Sample.job(JobState.DELIVERED, Sample.DONE, ""), Sample.HERE));
    }

    @Test
    void whyAJobIsHeldAndWhatIsInDoubtIsTherePerFieldToo() {
        var held = Sample.doubtful(Sample.job(JobState.HELD, Sample.DONE, "no money\nno key"), 3, "0.25");
        assertTrue(
                JobJson.text(held, Sample.HERE)
                        .endsWith(
                                "\"held\":\"no money\\nno key\",\"doubtful_calls\":3,\"doubtful_cost_usd\":\"0.250000\",\"notes\":[]}"),
                JobJson.text(held, Sample.HERE));
    }

    @Test
    void severalJobsAreAnArray() {
        var job = Sample.job(JobState.DELIVERED, Sample.DONE, "");
        assertEquals("[" + JOB + "," + JOB + "]", JobJson.text(List.of(job, job), Sample.HERE));
        assertEquals("[]", JobJson.text(List.of(), Sample.HERE));
    }

    @Test
    void aPlanIsTheSameWithoutTheJobAndWithItsLines() {
        var plan = Sample.plan(
                List.of(),
                3,
                List.of(
                        Sample.line("simple", "openai/gpt-6-luna", 2, "0.0123"),
                        Sample.line("pinned", "nearby/a/b", 1, "")));
        assertEquals("""
                {"name":"support_tickets","state":"PLANNED","sandbox":true,"round":1,\
                "rows":{"total":500,"accepted":0,"failed":0,"skipped":3,"pending":497},\
                "tokens":{"input":426,"output":180,"cached_input":0,"reasoning":0},\
                "cost_usd":"0.000000","estimate_usd":"0.044100","baseline_usd":"0.512000",\
                "output":"x.csv","batches":[],\
                "plan":[{"tier":"simple","model":"openai/gpt-6-luna","lane":"batch","rows":2,\
                "input_tokens":284,"output_tokens":120,"cost_usd":"0.012300"},\
                {"tier":"pinned","model":"nearby/a/b","lane":"batch","rows":1,\
                "input_tokens":142,"output_tokens":60,"cost_usd":null}]}""", PlanJson.text(plan, "x.csv"));
    }

    @Test
    void pathsOutsideTheWorkingDirectoryStayWhole() {
        assertEquals("/elsewhere/x.csv", Places.near("/elsewhere/x.csv", Sample.HERE));
        assertEquals("a/x.csv", Places.near("/home/ann/here/a/x.csv", Sample.HERE));
        assertEquals("/home/ann/hereafter/x.csv", Places.near("/home/ann/hereafter/x.csv", Sample.HERE));
        assertEquals("-", Places.near("-", Sample.HERE));
    }
}
