package dev.millrace.inference.api;

import java.util.List;

/**
 * How a session runs. A runtime that leaves a matter to somebody else (an inference server) ignores it.
 *
 * @param provider what computes; an explicit one that is not available refuses to load, {@code AUTO} falls back
 * @param intraOpThreads threads inside one operator; 1 runs on the calling thread alone
 * @param optimization how far the graph is rewritten
 * @param batchBuckets the only batch sizes to bind up to the largest of them, ascending; empty for any. On a GPU few shapes
 *     mean few memory plans; on a CPU padding only costs
 * @param gpuDevice index of the GPU, as CUDA counts
 * @param gpuMemoryLimit bytes that the arena of one session may take on the GPU, 0 for no limit
 */
public record SessionOptions(
        ExecutionProvider provider,
        int intraOpThreads,
        GraphOptimization optimization,
        List<Integer> batchBuckets,
        int gpuDevice,
        long gpuMemoryLimit) {
    public SessionOptions {
        if (provider == ExecutionProvider.REMOTE) {
            throw new IllegalArgumentException("provider: 'remote' is reported by a session, it cannot be chosen");
        }
        if (intraOpThreads < 1 || intraOpThreads > 256) {
            throw new IllegalArgumentException("intraOpThreads: " + intraOpThreads + " is not from 1 to 256");
        }
        batchBuckets = List.copyOf(batchBuckets);
        for (int i = 0; i < batchBuckets.size(); i++) {
            if (batchBuckets.get(i) < 1 || (i > 0 && batchBuckets.get(i) <= batchBuckets.get(i - 1))) {
                throw new IllegalArgumentException(
                        "batchBuckets: " + batchBuckets + " are not ascending numbers from 1 up");
            }
        }
        if (gpuDevice < 0) {
            throw new IllegalArgumentException("gpuDevice: " + gpuDevice + " is negative");
        }
        if (gpuMemoryLimit < 0) {
            throw new IllegalArgumentException("gpuMemoryLimit: " + gpuMemoryLimit + " bytes is negative");
        }
    }

    /** The CPU, the calling thread alone, every optimization, any batch size. */
    public static SessionOptions defaults() {
        return new SessionOptions(ExecutionProvider.CPU, 1, GraphOptimization.ALL, List.of(), 0, 0);
    }

    public SessionOptions withProvider(ExecutionProvider chosen) {
        return new SessionOptions(chosen, intraOpThreads, optimization, batchBuckets, gpuDevice, gpuMemoryLimit);
    }

    public SessionOptions withIntraOpThreads(int threads) {
        return new SessionOptions(provider, threads, optimization, batchBuckets, gpuDevice, gpuMemoryLimit);
    }

    public SessionOptions withOptimization(GraphOptimization level) {
        return new SessionOptions(provider, intraOpThreads, level, batchBuckets, gpuDevice, gpuMemoryLimit);
    }

    public SessionOptions withBatchBuckets(List<Integer> buckets) {
        return new SessionOptions(provider, intraOpThreads, optimization, buckets, gpuDevice, gpuMemoryLimit);
    }

    public SessionOptions withGpu(int device, long memoryLimit) {
        return new SessionOptions(provider, intraOpThreads, optimization, batchBuckets, device, memoryLimit);
    }

    /** The smallest bucket that holds {@code batch} rows; {@code batch} itself where none does or there are none. */
    public int padded(int batch) {
        for (int bucket : batchBuckets) {
            if (bucket >= batch) {
                return bucket;
            }
        }
        return batch;
    }
}
