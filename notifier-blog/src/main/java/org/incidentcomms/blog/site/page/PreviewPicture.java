package org.incidentcomms.blog.site.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The picture that previews of links show: the icon, drawn large. They take no SVG. */
final class PreviewPicture {
    static final int WIDTH = 1200;
    static final int HEIGHT = 630;
    private static final int BAR = 24;
    /** Pixels for one unit of the icon, which has 24 by 24. */
    private static final double SCALE = 13;

    private static final Color BACKGROUND = new Color(0xf5f6f8);
    private static final Color LINES = new Color(0x1b5cb8);

    private PreviewPicture() {}

    /** The picture as PNG; always the same bytes. */
    static byte[] png() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            draw(graphics);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void draw(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(BACKGROUND);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(LINES);
        graphics.fillRect(0, HEIGHT - BAR, WIDTH, BAR);
        graphics.translate(WIDTH / 2.0, (HEIGHT - BAR) / 2.0);
        graphics.scale(SCALE, SCALE);
        graphics.setStroke(new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Ellipse2D.Double(-9.5, -9.5, 19, 19));
        Path2D hands = new Path2D.Double();
        hands.moveTo(0, -5.5);
        hands.lineTo(0, 0);
        hands.lineTo(3.8, 2.3);
        graphics.draw(hands);
    }
}
