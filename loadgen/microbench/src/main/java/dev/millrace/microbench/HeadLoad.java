package dev.millrace.microbench;

import dev.millrace.contracts.TimedStage;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.Shape;
import java.util.List;

/**
 * What one of the platform's own workers is asked: requests as Flink and Kafka Streams write them, and a model for them.
 *
 * @param model name, the worker's head
 * @param answers topic
 * @param onnx the model
 * @param stage the stage that the requests have behind them, for their context
 * @param keys of the records
 * @param values of the records, one for each key
 */
record HeadLoad(
        String model,
        String answers,
        byte[] onnx,
        TimedStage stage,
        List<byte[]> keys,
        List<byte[]> values,
        AnswerCheck.Sources sources,
        BareBatch bare) {
    /** Tensors of the model alone, filled as the worker would fill them for the first requests. */
    interface BareBatch {
        List<Shape> inputs(int batch);

        List<Shape> outputs(int batch);

        void fill(BoundRun run, int batch);
    }

    int bytes() {
        return values.get(0).length;
    }
}
