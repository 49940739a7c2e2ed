package dev.millrace.scaler.simulate.world;

/** Which partitions the members of a consumer group read: each partition one member, as evenly as whole partitions allow. */
final class Deal {
    /** Partitions in the order of their members. */
    private final int[] order;
    /** First place in {@link #order} of each member, and one behind the last. */
    private final int[] begins;

    private Deal(int[] order, int[] begins) {
        this.order = order;
        this.begins = begins;
    }

    /** All partitions to one reader. */
    static Deal whole(int partitions) {
        return of(partitions, 1, true);
    }

    /** {@code contiguous}: neighbours together; else one to each member in turn. */
    static Deal of(int partitions, int members, boolean contiguous) {
        int[] order = new int[partitions];
        int[] begins = new int[members + 1];
        int place = 0;
        for (int member = 0; member < members; member++) {
            begins[member] = place;
            if (contiguous) {
                int end = (int) ((long) partitions * (member + 1) / members);
                while (place < end) {
                    order[place] = place;
                    place++;
                }
            } else {
                for (int partition = member; partition < partitions; partition += members) {
                    order[place] = partition;
                    place++;
                }
            }
        }
        begins[members] = place;
        return new Deal(order, begins);
    }

    int begin(int member) {
        return begins[member];
    }

    int end(int member) {
        return begins[member + 1];
    }

    int partition(int place) {
        return order[place];
    }

    int members() {
        return begins.length - 1;
    }
}
