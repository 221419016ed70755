package org.incidentcomms.bench;

import java.util.Collection;
import java.util.Locale;

/** Order statistics of a sample, in milliseconds. */
record Quantiles(int count, double p50, double p99, double max) {

    static Quantiles of(Collection<Double> sample) {
        double[] sorted =
                sample.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Quantiles(sorted.length, rank(sorted, 0.50), rank(sorted, 0.99), rank(sorted, 1.0));
    }

    boolean isWithin(double p50Limit, double p99Limit) {
        return count > 0 && p50 <= p50Limit && p99 <= p99Limit;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "n=%-5d p50 %7.1f   p99 %7.1f   max %7.1f ms", count, p50, p99, max);
    }

    /** The smallest value that at least this share of the sample does not exceed. */
    private static double rank(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, Math.min(index, sorted.length - 1))];
    }
}
