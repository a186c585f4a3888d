package dev.menshen.pages;

import dev.menshen.web.Assets;
import dev.menshen.web.Refused;
import io.javalin.http.Context;

/** Style sheet, script and icon, which browsers may keep for ever: their names change with their content. */
public final class AssetFile {

    private final Assets assets;

    public AssetFile(Assets assets) {
        this.assets = assets;
    }

    /** Answers with the file, compressed where the browser takes that. */
    public void send(Context ctx) {
        Assets.Asset asset = assets.find(ctx.pathParam("name")).orElseThrow(() -> Refused.as(404));
        String accepted = ctx.header("Accept-Encoding");
        ctx.header("Cache-Control", "public, max-age=31536000, immutable");
        ctx.header("Vary", "Accept-Encoding");
        ctx.contentType(asset.type());
        if (accepted != null && accepted.contains("gzip")) {
            ctx.header("Content-Encoding", "gzip").result(asset.zipped());
        } else {
            ctx.result(asset.plain());
        }
    }
}
