package dev.millrace.microbench;

import dev.millrace.contracts.Topics;
import java.util.List;
import java.util.Map;

/**
 * Stage (c): a broker and a worker as processes of their own. Requests are put into {@code inference.mlp} first, then the worker
 * starts and empties the topic; measured is how fast answers appear in {@code predictions.mlp} and what processor time that
 * costs. Afterwards every answer is read: each request must have one.
 *
 * <p>Arguments: workload, number of requests, {@code batch.max}; all optional.
 */
public final class StagedBench {
    private static final int DISTINCT = 512;

    private StagedBench() {}

    public static void main(String[] args) throws Exception {
        Workload workload = args.length > 0 ? Workload.valueOf(args[0]) : Workload.PROTOBUF_784;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
        int batchMax = args.length > 2 ? Integer.parseInt(args[2]) : 128;
        Console.line(workload + ", " + requests + " requests, batch.max " + batchMax);
        try (var lab = Lab.start(workload, Jit.WHOLE)) {
            var backlog = new Backlog(lab.kafka(), Topics.inference(Lab.MODEL), Topics.predictions(Lab.MODEL));
            backlog.fill(workload.requests(DISTINCT), 0, requests);
            List<Sample> samples;
            try (Child worker = lab.worker(Map.of("batch.max", Integer.toString(batchMax)))) {
                samples = backlog.watch(worker, lab.broker(), 0, requests);
            }
            AnswerCheck.ofTensors(lab.kafka(), Lab.MODEL).requireOneEach(requests);
            Console.line("whole:  " + Drain.whole(samples));
            Console.line("steady: " + Drain.steady(samples));
        }
    }
}
