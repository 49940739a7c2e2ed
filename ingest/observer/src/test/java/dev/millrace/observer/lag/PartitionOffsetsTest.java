package dev.millrace.observer.lag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionOffsetsTest {
    @Test
    void whatIsCommittedDoesNotWait() {
        assertThat(new PartitionOffsets(0, 100, 100, 40).waiting()).isEqualTo(60);
        assertThat(new PartitionOffsets(0, 100, 100, 100).waiting()).isZero();
    }

    /** kedacore/keda#7936. */
    @Test
    void expiredRecordsAreNotCounted() {
        assertThat(new PartitionOffsets(90, 100, 100, 40).waiting()).isEqualTo(10);
        assertThat(new PartitionOffsets(90, 100, 100, PartitionOffsets.NONE).waiting())
                .isEqualTo(10);
    }

    @Test
    void withoutACommitAllThatIsThereWaits() {
        assertThat(new PartitionOffsets(0, 100, 100, PartitionOffsets.NONE).waiting())
                .isEqualTo(100);
    }

    @Test
    void aGroupThatReadsUncommittedRecordsMayBePastTheEnd() {
        assertThat(new PartitionOffsets(0, 100, 130, 120).waiting()).isZero();
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsStart() {
        assertThat(new PartitionOffsets(0, 7, 7, 500).waiting()).isEqualTo(7);
    }
}
