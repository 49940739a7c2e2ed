package dev.millrace.microbench;

import dev.millrace.servicekit.Agent;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/** An agent whose thread's processor time can be asked for, and how often it found something to do. */
final class MeteredAgent implements Agent {
    private final Agent agent;
    private final AtomicLong thread = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();

    MeteredAgent(Agent agent) {
        this.agent = agent;
    }

    @Override
    public int doWork() throws Exception {
        thread.lazySet(Thread.currentThread().getId());
        int done = agent.doWork();
        if (done > 0) {
            busy.lazySet(busy.get() + 1);
        }
        return done;
    }

    /** Nanoseconds of its thread so far; 0 before its first step. */
    long cpu() {
        long id = thread.get();
        return id == 0 ? 0 : ManagementFactory.getThreadMXBean().getThreadCpuTime(id);
    }

    /** Calls that did something. */
    long busy() {
        return busy.get();
    }

    @Override
    public void close() throws Exception {
        agent.close();
    }
}
