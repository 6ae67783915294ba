#!/usr/bin/env python3
"""A second article in eight further markups; it was written before the rules were looked at, so its first run was an estimate.

    check_more_markups.py ASKWELL [--keep FOLDER] [--only NAME]

Block editor with Spectra's FAQ, Ghost, a mail archive laid out by tables, windows-1252 tag soup in frames of tables, Bootstrap 5 accordion
with microdata, div soup with ARIA roles (lists and table too), and exports of Word and of Google Docs pasted into a site's template.
Several sentences of the article use the words of boilerplate (share, cookies, advertised, subscribe, comments), because articles do.
"""
import html, json, sys
from check_markups import check, run

TITLE = "Migraine: a practical guide for bad days and good ones"
LEAD = "One adult in seven lives with migraine. What follows is what clinics teach in the first appointment, in the order in which you will need it."
BODY = [
    ("p", "A migraine attack is more than a headache. The brain becomes oversensitive for hours or days, and light, noise, smells and movement hurt because the filter that normally dampens them has failed."),
    ("p", "About a third of people notice warning signs the day before: yawning, thirst, a stiff neck, or a craving for something sweet."),
    ("h", 2, "Four phases of an attack"),
    ("p", "Not everyone has all of them, and their order can vary."),
    ("ol", ["Warning phase, up to two days before the pain", "Aura in every fourth person: zigzag lines, tingling, words that will not come", "Headache, untreated for four to seventy-two hours", "Hangover, a day of tiredness and slow thoughts"]),
    ("h", 3, "Aura or stroke?"),
    ("p", "An aura spreads slowly over several minutes. Symptoms that hit within seconds, or weakness on one side for the first time, belong in an emergency department at once."),
    ("quote", "My aura starts as a glittering dot. I have five minutes to find a dark room."),
    ("h", 2, "A word about cookies, cheese and red wine"),
    ("p", "Food is blamed more often than it is guilty. The craving for sweets is frequently part of the warning phase, so the biscuit came after the attack had begun."),
    ("p", "Share a diary of four weeks with your doctor before you cut anything out for good."),
    ("h", 2, "Medicines for an attack"),
    ("p", "Take enough and take it early; a half dose at the height of the pain is the most common mistake."),
    ("table", "Common choices for adults", ["Medicine", "Usual first dose", "Limit per month"],
     [["Ibuprofen", "400 mg", "14 days"], ["Aspirin, soluble", "900 mg", "14 days"], ["Sumatriptan", "50 mg", "9 days"], ["Metoclopramide", "10 mg", "5 days in a row"]]),
    ("p", "Painkillers on more than ten days a month can cause headaches of their own."),
    ("h", 2, "Preventing attacks"),
    ("h", 3, "Habits first"),
    ("ul", ["Regular sleep, at weekends too", "Three meals at steady times", "Endurance sport three times a week, for example:", "A relaxation technique, ten minutes a day"]),
    ("h", 3, "Preventive medicines"),
    ("p", "They are worth a talk from four attacks a month. Beta blockers, topiramate and amitriptyline are tried first; antibodies against CGRP are the newest group."),
    ("h", 3, "Advertised remedies"),
    ("p", "Magnesium and riboflavin have small trials behind them. Daith piercings, detox drops and magnetic caps have adverts only."),
    ("h", 2, "At work and at school"),
    ("p", "Tell one person you trust what an attack looks like and what helps. Comments such as \u201ceveryone gets headaches\u201d are easier to bear when somebody else corrects them."),
    ("ul", ["A desk away from the window", "A filter against glare", "The right to lie down for half an hour"]),
    ("h", 2, "Questions we hear every week"),
    ("faq", [
        ("Can migraine begin in childhood?", ["Yes, often as belly pain or dizzy spells and without much of a headache.", "Attacks are shorter than in adults."]),
        ("Is coffee good or bad?", ["Both. One cup can support a painkiller; a missing weekend cup can trigger an attack."]),
        ("Why do my attacks come with my period?", ["The fall of estrogen just before bleeding is a strong trigger.", "A doctor can plan short prevention for these days."]),
        ("Should I exercise during an attack?", ["No. Movement makes the pain worse."]),
        ("Will it ever stop?", ["For many people attacks become rarer after the age of fifty."]),
    ]),
    ("h", 2, "When to see a doctor"),
    ("p", "Go straight away with the worst headache of your life, with fever and a stiff neck, after a blow to the head, or when a headache first appears after fifty."),
    ("p", "And go soon when your usual treatment stops working, or when you subscribe to a new worry every week: being examined is part of the cure."),
]
P = {
    "cookie": ["Your privacy matters to us", "We use cookies and similar technologies to measure visits and to show you personalised content.", "Reject non-essential", "Accept and continue", "List of 87 vendors"],
    "skip": ["Skip to main content", "Toggle navigation", "Search for:"],
    "menu": ["Headache types", "Tools and calculators", "Clinics by postcode", "Our podcast", "Store", "Sign in", "Newsletter archive", "Spanish edition"],
    "crumbs": ["Neurology portal", "Head and neck"],
    "meta": ["Written by Imani Falk", "Fact-checked by the medical board", "Published 12 May 2024", "Last reviewed: 2 February 2025", "9 minute read", "Filed under Brain health"],
    "share": ["Tweet this", "Share via WhatsApp", "Save to reading list", "Print this guide", "742 shares"],
    "toc": ["On this page", "Show table of contents"],
    "ad": ["The HushBand blocks ninety percent of light. Buy two and the second is half price.", "Lowest premiums for private health cover, compare eleven insurers in a minute.", "NeuroCalm gummies: thousands of five star ratings, delivered tomorrow.", "Paid partnership", "Report this ad"],
    "promo": ["Free download: the printable attack diary for your fridge.", "Which headache do I have? Start the quiz.", "Members read without interruptions. Join for two pounds a week."],
    "newsletter": ["Letters from a dark room", "A calm message every second Sunday, written by people with migraine.", "Type your email", "By signing up you agree to our data policy.", "Yes, send it to me"],
    "inline": ["Don't miss: Seven offices that got lighting right", "Related: Cluster headache, the other one-sided pain"],
    "related": ["More from this section", "The weather is not to blame, says a new study", "Botox for migraine: thirty-one jabs explained", "How to fly with a headache disorder", "Ice or heat? Readers vote"],
    "trending": ["Most read this week", "Ten pillows put to the test", "Is your fridge making you ill?"],
    "bio": ["Meet the writer", "Imani Falk reports on the nervous system from Glasgow. She keeps bees, badly.", "All articles by Imani"],
    "helpful": ["Did this guide help you?", "Yes, thanks", "Not really", "Tell us what was missing"],
    "comments": ["4 readers have responded", "Leave a reply", "gluehwuermchen wrote", "Riboflavin did nothing for me but the bowels were busy, ha.", "Reply to gluehwuermchen", "Old Pete 1951", "Since I gave up the night shifts I had two attacks in a year. Best decision ever.", "Does anyone here get numb fingers with topiramate?", "Your address will not be published. Required fields are marked", "Post response", "Older responses"],
    "footer": ["Editorial standards", "Work with us", "Accessibility statement", "Content on this site informs and cannot replace an examination by a professional.", "Charity no. 0000123, registered in Scotland", "Made with care in Leith"],
    "popup": ["Leaving so soon?", "Take ten percent off your first order with code OUCH10.", "Close this window"],
    "donate": ["We pay our writers because of readers like you. Give what you can."],
    "chat": ["Hi! I am Lumi, ask me anything about headaches.", "Start chat"],
    "app": ["Track attacks on your phone: get the app.", "Available on both stores"],
    "hidden": ["Loading the latest posts", "This field should be left unchanged", "You need JavaScript to use the pain map."],
    "paywall": ["You have two free articles left this month."],
    "tags": ["Tags: migraine, triptans, aura"],
    "pager": ["Previous post: Sinus pain or something else", "Next post: Teeth that ache at night"],
    "disclosure": ["We may earn a commission when you buy through links on this page."],
}
E = html.escape
TAB = [p for p in BODY if p[0] == "table"][0]
NESTED = ["Brisk walking", "Swimming"]          # below the third habit; only these markups nest


def lines(key, tag="p", attrs="", cut=None):
    return "".join("<%s%s>%s</%s>" % (tag, attrs and " " + attrs, E(t, False), tag) for t in P[key][:cut])


def links(key, tag="li", attrs="", cut=None):
    return "".join("<%s%s><a href='/l%d'>%s</a></%s>" % (tag, attrs and " " + attrs, i, E(t, False), tag) for i, t in enumerate(P[key][:cut]))


def slug(text):
    return "".join(c if c.isalnum() else "-" for c in text.lower()).strip("-")


def body(render, inserts):
    return "".join(render(part) + inserts.get(number, "") for number, part in enumerate(BODY))


def habits(items, ul="ul", li="li"):
    """The list of habits has a list inside its third item."""
    return "".join("<%s>%s%s</%s>" % (li, E(t), "<%s>%s</%s>" % (ul, "".join("<%s>%s</%s>" % (li, n, li) for n in NESTED), ul) if t.endswith(":") else "", li) for t in items)


def plain(part, p="<p>%s</p>\n"):
    kind = part[0]
    if kind == "p": return p % E(part[1], False)
    if kind == "h": return "<h%d>%s</h%d>\n" % (part[1], E(part[2]), part[1])
    if kind == "quote": return "<blockquote>%s</blockquote>\n" % E(part[1])
    if kind in ("ul", "ol"): return "<%s>%s</%s>\n" % (kind, habits(part[1]), kind)
    if kind == "table":
        return "<table><caption>%s</caption><tr>%s</tr>%s</table>\n" % (part[1], "".join("<th>%s</th>" % t for t in part[2]), "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % c for c in r) for r in part[3]))
    return "".join("<h3>%s</h3>%s" % (E(q), "".join(p % E(a) for a in answers)) for q, answers in part[1])


def block_editor():
    def render(part):
        if part[0] == "h": return "<h%d class='wp-block-heading' id='%s'><strong>%s</strong></h%d>\n" % (part[1], slug(part[2]), E(part[2]), part[1])
        if part[0] == "quote": return "<figure class='wp-block-pullquote'><blockquote><p>%s</p><cite>A reader</cite></blockquote></figure>\n" % E(part[1])
        if part[0] in ("ul", "ol"): return "<%s class='wp-block-list'>%s</%s>\n" % (part[0], habits(part[1]), part[0])
        if part[0] == "table":
            return "<figure class='wp-block-table is-style-stripes'><table class='has-fixed-layout'><thead><tr>%s</tr></thead><tbody>%s</tbody></table><figcaption class='wp-element-caption'>%s</figcaption></figure>\n" % (
                "".join("<th class='has-text-align-left' data-align=left>%s</th>" % t for t in part[2]), "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % c for c in r) for r in part[3]), part[1])
        if part[0] == "faq":
            return "<div class='wp-block-uagb-faq uagb-faq__outer-wrap uagb-block-7b31 uagb-faq-icon-row uagb-faq-layout-accordion'><div class='uagb-faq__wrap uagb-buttons-layout-wrap'>%s</div></div>\n" % "".join(
                "<div class='wp-block-uagb-faq-child uagb-faq-child__outer-wrap uagb-faq-item uagb-block-%x' role=tab tabindex=0><div class='uagb-faq-questions-button uagb-faq-questions'><span class='uagb-icon uagb-faq-icon-wrap'><svg viewBox='0 0 448 512'><title>plus</title><path d='M0'/></svg></span><span class=uagb-question>%s</span></div><div class=uagb-faq-content>%s</div></div>" % (
                    n + 4096, E(q), "".join("<p>%s</p>" % E(a) for a in answers)) for n, (q, answers) in enumerate(part[1]))
        return plain(part)
    text = body(render, {
        1: "<div class='code-block code-block-3 ai-viewport-1'><div class=ad-label>%s</div><div id=div-gpt-ad-1>%s</div></div>" % (P["ad"][3], P["ad"][0]),
        5: "<div class='wp-block-group has-background'><p><strong>%s</strong></p></div>" % E(P["inline"][0]),
        10: "<div class='wp-block-newsletterglue-form ngl-form'><h3>%s</h3>%s<form><input type=email placeholder='%s'><button>%s</button></form></div>" % (P["newsletter"][0], lines("newsletter", cut=2).split("</p>", 1)[1], P["newsletter"][2], P["newsletter"][4]),
        14: "<div class='wp-block-embed is-type-wp-embed'><blockquote class=wp-embedded-content><a href='/x'>%s</a></blockquote></div>" % E(P["related"][1]),
        19: "<div class='code-block code-block-5'><p>%s</p></div>" % P["ad"][2]})
    return "<!DOCTYPE html><html lang=en-GB><head><meta charset=utf-8><title>%s - The Headache Letter</title><script type='application/ld+json'>%s</script><style>.x{color:red}</style></head><body class='post-template single single-post postid-88'>" % (
        E(TITLE), json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "BlogPosting", "headline": TITLE}, {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": q, "acceptedAnswer": {"@type": "Answer", "text": " ".join(a)}} for q, a in BODY[-4][1]]}]})) + \
        "<a class='skip-link screen-reader-text' href='#content'>%s</a><div id=page class=site><header id=masthead class=site-header><button class=menu-toggle>%s</button><nav id=site-navigation><ul id=primary-menu>%s</ul></nav><form role=search class=search-form><label><span class=screen-reader-text>%s</span><input type=search></label></form></header>" % (P["skip"][0], P["skip"][1], links("menu"), P["skip"][2]) + \
        "<div id=primary class=content-area><main id=main><article id=post-88 class='post type-post hentry'><header class=entry-header><div class=rank-math-breadcrumb><p>%s</p></div><h1 class=entry-title>%s</h1><div class=entry-meta>%s</div></header><div class=entry-content><p class=has-medium-font-size><em>%s</em></p>" % (links("crumbs", "span"), E(TITLE), lines("meta", "span", cut=5), E(LEAD)) + \
        "<p class='affiliate-disclosure has-small-font-size'><em>%s</em></p><div id=ez-toc-container><p class=ez-toc-title>%s</p><nav><ul class=ez-toc-list>%s</ul></nav></div>" % (P["disclosure"][0], P["toc"][0], "".join("<li><a href='#%s'>%s</a></li>" % (slug(p[2]), E(p[2])) for p in BODY if p[0] == "h")) + text + \
        "<div class='sharedaddy sd-sharing-enabled'><div class=robots-nocontent><h3 class=sd-title>%s</h3><ul>%s</ul></div></div><div id=jp-relatedposts><h3 class=jp-relatedposts-headline><em>%s</em></h3>%s</div>" % (P["share"][4], links("share", cut=4), P["related"][0], links("related", "div")) + \
        "</div><footer class=entry-footer><span class=cat-links>%s</span><span class=tags-links>%s</span></footer></article><div class=author-box><h4>%s</h4><p>%s</p><a href='/a'>%s</a></div><nav class='navigation post-navigation'>%s</nav>" % (P["meta"][5], P["tags"][0], *P["bio"], links("pager", "div")) + \
        "<div id=comments class=comments-area><h2 class=comments-title>%s</h2><ol class=comment-list>%s</ol><div id=respond class=comment-respond><h3 id=reply-title>%s</h3><form><p class=comment-notes>%s</p><input type=submit value='%s'></form></div></div></main></div>" % (
            P["comments"][0], "".join("<li class=comment><article class=comment-body><div class=comment-author><b class=fn>%s</b></div><div class=comment-content><p>%s</p></div></article></li>" % (a, t) for a, t in zip(P["comments"][2:6:3] + ["guest"], P["comments"][3:8:3] + [P["comments"][7]])), P["comments"][1], P["comments"][8], P["comments"][9]) + \
        "<aside id=secondary class=widget-area><section class='widget widget_popular'><h2>%s</h2><ul>%s</ul></section><section class=widget>%s</section></aside><footer id=colophon>%s</footer></div>" % (P["trending"][0], links("trending"), lines("app"), lines("footer")) + \
        "<div id=cmplz-cookiebanner-container><div class=cmplz-cookiebanner role=dialog>%s</div></div><div class=om-popup style='display:none'>%s</div></body></html>" % (lines("cookie", "div"), lines("popup"))


def ghost():
    def render(part):
        if part[0] == "h": return "<h%d id='%s'>%s</h%d>\n" % (part[1], slug(part[2]), E(part[2]), part[1])
        if part[0] == "quote": return "<blockquote class=kg-blockquote-alt>%s</blockquote>\n" % E(part[1])
        if part[0] == "table":
            return "<!--kg-card-begin: html--><div style='overflow-x:auto'><table><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div><!--kg-card-end: html-->\n" % (
                part[1], "".join("<th>%s</th>" % t for t in part[2]), "".join("<tr><th scope=row>%s</th>%s</tr>" % (r[0], "".join("<td>%s</td>" % c for c in r[1:])) for r in part[3]))
        if part[0] == "faq":
            return "".join("<div class='kg-card kg-toggle-card' data-kg-toggle-state=close><div class=kg-toggle-heading><h4 class=kg-toggle-heading-text><span style='white-space: pre-wrap;'>%s</span></h4><button class=kg-toggle-card-icon aria-label='Expand toggle to read content'><svg viewBox='0 0 24 24'><path d='M23'/></svg></button></div><div class=kg-toggle-content>%s</div></div>" % (
                E(q), "".join("<p><span style='white-space: pre-wrap;'>%s</span></p>" % E(a) for a in answers)) for q, answers in part[1])
        return plain(part)
    text = body(render, {
        1: "<div class='kg-card kg-signup-card kg-width-wide' data-lexical-signup-form><div class=kg-signup-card-text><h2 class=kg-signup-card-heading><span>%s</span></h2><p class=kg-signup-card-subheading><span>%s</span></p><form><button><span>%s</span></button></form><p class=kg-signup-card-disclaimer><span>%s</span></p></div></div>" % (P["newsletter"][0], P["newsletter"][1], P["newsletter"][4], P["newsletter"][3]),
        6: "<figure class='kg-card kg-bookmark-card'><a class=kg-bookmark-container href='/b'><div class=kg-bookmark-content><div class=kg-bookmark-title>%s</div><div class=kg-bookmark-description>%s</div><div class=kg-bookmark-metadata><span class=kg-bookmark-author>%s</span></div></div></a></figure>" % (P["related"][2], P["related"][3], P["menu"][3]),
        11: "<div class='kg-card kg-cta-card kg-cta-bg-grey'><div class=kg-cta-sponsor-label-wrapper><div class=kg-cta-sponsor-label><span>%s</span></div></div><div class=kg-cta-content><div class=kg-cta-text><p>%s</p></div><a class=kg-cta-button href='/q'>%s</a></div></div>" % (P["ad"][3], P["ad"][1], "Buy now"),
        16: "<div class='kg-card kg-button-card kg-align-center'><a href='/quiz' class='kg-btn kg-btn-accent'>%s</a></div>" % P["promo"][1]})
    return "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>%s</title><meta property='og:title' content='%s'><meta property='og:site_name' content='Dark Room Letters'></head><body class='post-template'>" % (E(TITLE), E(TITLE)) + \
        "<div class=gh-viewport><header id=gh-navigation class='gh-navigation is-left-logo gh-outer'><div class=gh-navigation-inner><nav class=gh-navigation-menu><ul class=nav>%s</ul></nav><div class=gh-navigation-members><a href='#/portal/signin'>%s</a></div></div></header><main class=gh-main><article class='gh-article post tag-brain'><header class='gh-article-header gh-canvas'><a class='gh-article-tag' href='/t'>%s</a><h1 class='gh-article-title is-title'>%s</h1><p class='gh-article-excerpt is-body'>%s</p>" % (links("menu", cut=5), P["menu"][5], P["meta"][5], E(TITLE), E(LEAD)) + \
        "<div class=gh-article-meta><div class=gh-article-author-name><a href='/au'>%s</a></div><div class=gh-article-meta-content><time datetime='2024-05-12'>%s</time><span class=gh-article-meta-length>%s</span></div></div></header><section class='gh-content gh-canvas is-body drop-cap'>" % (P["meta"][0], P["meta"][2], P["meta"][4]) + text + \
        "</section></article><div class='gh-cta'><h4 class=gh-cta-title>%s</h4><div class=gh-cta-actions><button>%s</button></div></div><div class='gh-comments gh-canvas'><header><h2>%s</h2></header><div id=ghost-comments-root>%s</div></div></main>" % (P["promo"][2], P["newsletter"][4], P["comments"][0], lines("comments", "div")) + \
        "<section class='gh-container is-grid gh-outer'><h2 class=gh-container-title>%s</h2><div class=gh-feed>%s</div></section>" % (P["related"][0], "".join("<article class='gh-card post'><a class=gh-card-link href='/r'><h3 class=gh-card-title>%s</h3><p class=gh-card-excerpt>%s</p></a></article>" % (t, u) for t, u in zip(P["related"][1:], P["trending"] + P["inline"][:1]))) + \
        "<footer class='gh-footer gh-outer'><div class=gh-footer-signup><h2 class=gh-footer-signup-header>%s</h2><p>%s</p></div><nav>%s</nav><div class=gh-footer-copyright>%s</div></footer></div><div id=ghost-portal-root>%s</div></body></html>" % (P["newsletter"][0], P["newsletter"][1], links("footer", cut=3), P["footer"][5], lines("popup", "div"))


def mail_archive():
    """A mail's web version: every block is a one-cell table, and nothing but styles says what it is."""
    row = lambda inner, style="": "<table border=0 cellpadding=0 cellspacing=0 width='100%%' class=mcnTextBlock><tbody class=mcnTextBlockOuter><tr><td valign=top class=mcnTextBlockInner style='padding-top:9px;%s'><table align=left border=0 cellpadding=0 cellspacing=0 width='100%%' class=mcnTextContentContainer><tbody><tr><td valign=top class=mcnTextContent style='padding:0 18px 9px;font-size:16px'>%s</td></tr></tbody></table></td></tr></tbody></table>\n" % (style, inner)

    def render(part):
        if part[0] == "h": return row("<h%d style='margin:0;color:#202020'>%s</h%d>" % (part[1], E(part[2]), part[1]))
        if part[0] == "quote": return row("<blockquote style='margin:0 20px'>%s</blockquote>" % E(part[1]))
        if part[0] == "faq": return row("<br><br>".join("<strong>%s</strong><br>%s" % (E(q), "<br>".join(E(a) for a in answers)) for q, answers in part[1]))
        if part[0] == "table": return row("<p><strong>%s</strong></p><table border=1 cellpadding=4 style='border-collapse:collapse'><tbody>%s</tbody></table>" % (part[1], "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % c for c in r) for r in [["<strong>%s</strong>" % t for t in part[2]]] + part[3])))
        return row(plain(part))
    text = body(render, {
        1: row("<a href='/x' class=mcnButton style='color:#fff'>%s</a>" % P["promo"][0]),
        8: row("<div style='font-size:11px;text-align:center'>%s</div><p>%s</p>" % (P["ad"][3], P["ad"][0])),
        17: row("<a href='/n'>%s</a>" % E(P["inline"][1]))})
    return "<!doctype html><html xmlns='http://www.w3.org/1999/xhtml' xmlns:v='urn:schemas-microsoft-com:vml'><head><!--[if gte mso 15]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]--><meta charset=UTF-8><title>%s</title></head><body>" % E(TITLE) + \
        "<div id=awesomewrap><ul id=awesomebar><li>%s</li><li><a href='/p'>%s</a></li><li><a href='/rss'>RSS</a></li></ul></div><span class=mcnPreviewText style='display:none; font-size:0px; max-height:0px; overflow:hidden; visibility:hidden; mso-hide:all'>%s</span>" % (P["menu"][6], P["pager"][0], P["hidden"][0]) + \
        "<center><table align=center border=0 cellpadding=0 cellspacing=0 height='100%%' width='100%%' id=bodyTable><tr><td align=center valign=top id=bodyCell><table border=0 cellpadding=0 cellspacing=0 width='100%%' class=templateContainer><tr><td valign=top id=templatePreheader>%s</td></tr><tr><td valign=top id=templateHeader>%s</td></tr><tr><td valign=top id=templateBody>%s%s%s</td></tr>" % (
            row("<a href='*|ARCHIVE|*'>View this email in your browser</a>"), row("<a href='/'>%s</a>" % P["menu"][0]), row("<h1>%s</h1>" % E(TITLE)), row("<p>%s</p>" % E(LEAD)), text) + \
        "<tr><td valign=top id=templateFooter>%s%s%s</td></tr></table></td></tr></table></center></body></html>" % (
            row("".join("<a href='/s'>%s</a> " % t for t in P["share"][:4])), row("<em>%s</em><br>%s" % (P["footer"][5], P["footer"][4])), row("%s<br>You can <a href='/u'>update your preferences</a> or <a href='/v'>unsubscribe from this list</a>." % P["footer"][3]))


def tag_soup():
    def render(part):
        if part[0] == "p": return "<P><FONT FACE=Verdana SIZE=2>%s</FONT>\n" % E(part[1], False)
        if part[0] == "h": return ("<P><FONT FACE=Verdana SIZE=4 COLOR=#003366><B>%s</B></FONT></P>\n" if part[1] == 2 else "<H4><A NAME=s%d></A>%%s</H4>\n" % len(part[2])) % E(part[2])
        if part[0] == "quote": return "<BLOCKQUOTE><I><FONT FACE=Verdana SIZE=2>%s</FONT></I></BLOCKQUOTE>\n" % E(part[1])
        if part[0] in ("ul", "ol"): return "<%s>%s</%s>\n" % (part[0].upper(), "".join("<LI><FONT FACE=Verdana SIZE=2>%s%s</FONT>\n" % (E(t), "<UL>%s</UL>" % "".join("<LI>%s" % n for n in NESTED) if t.endswith(":") else "") for t in part[1]), part[0].upper())
        if part[0] == "table":
            return "<CENTER><TABLE BORDER=1 CELLPADDING=3><TR BGCOLOR=#CCDDEE><TD COLSPAN=3 ALIGN=CENTER><B>%s</B><TR BGCOLOR=#EEEEEE>%s%s</TABLE></CENTER>\n" % (
                part[1], "".join("<TD><B>%s</B>" % t for t in part[2]), "".join("<TR>%s" % "".join("<TD>%s" % c for c in r) for r in part[3]))
        return "".join("<P><FONT FACE=Verdana SIZE=2><B>Q: %s</B><BR>\nA: %s</FONT>" % (E(q), "<BR><BR>".join(E(a) for a in answers)) for q, answers in part[1])
    text = body(render, {
        1: "<CENTER><FONT SIZE=1>%s</FONT><BR><A HREF='/ad'><IMG SRC=b.gif ALT='%s'></A></CENTER>" % (P["ad"][3], P["ad"][0]),
        10: "<TABLE ALIGN=RIGHT WIDTH=140 BGCOLOR=#FFFFCC BORDER=1><TR><TD><B>%s</B><BR>%s</TABLE>" % (P["trending"][0], "<BR>".join("<A HREF=/t>%s</A>" % t for t in P["trending"][1:])),
        21: "<P ALIGN=CENTER><A HREF=/x><B>%s</B></A>" % E(P["inline"][1])})
    return "<HTML><HEAD><META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=windows-1252'><TITLE>%s</TITLE></HEAD><BODY BGCOLOR=#FFFFFF TEXT=#000000>" % TITLE + \
        "<TABLE WIDTH=780 BORDER=0 CELLSPACING=0><TR><TD COLSPAN=3 BGCOLOR=#003366><FONT COLOR=#FFFFFF>%s</FONT></TD></TR><TR><TD WIDTH=140 VALIGN=TOP BGCOLOR=#EEEEEE>%s<BR>%s</TD><TD WIDTH=480 VALIGN=TOP><FONT SIZE=1>%s</FONT>" % (
            " | ".join("<A HREF=/m>%s</A>" % t for t in P["menu"][:4]), "<BR>\n".join("<A HREF=/m2>%s</A>" % t for t in P["menu"][4:]), P["app"][0], " &gt; ".join("<A HREF=/c>%s</A>" % t for t in P["crumbs"])) + \
        "<CENTER><FONT SIZE=6><B>%s</B></FONT></CENTER><P ALIGN=CENTER><FONT SIZE=1>%s<BR>%s</FONT><P><B>%s</B>" % (TITLE, P["meta"][0], P["meta"][3], E(LEAD)) + text + \
        "<HR><P ALIGN=CENTER><FONT SIZE=1>[ %s ]</FONT><P><FONT SIZE=3><B>%s</B></FONT><P><B>%s</B><BR>%s<P><B>%s</B><BR>%s<P><A HREF=/g>%s</A></TD>" % (" | ".join("<A HREF=/s>%s</A>" % t for t in P["share"][:4]), P["comments"][0], P["comments"][2], P["comments"][3], P["comments"][5], P["comments"][6], P["comments"][1]) + \
        "<TD WIDTH=160 VALIGN=TOP><FONT SIZE=1>%s<P>%s</FONT><P><B>%s</B><BR><FORM>%s<BR><INPUT NAME=e><INPUT TYPE=SUBMIT VALUE='%s'></FORM></TD></TR><TR><TD COLSPAN=3 ALIGN=CENTER><FONT SIZE=1>%s</FONT></TABLE></BODY></HTML>" % (P["ad"][2], P["ad"][1], P["newsletter"][0], P["newsletter"][1], P["newsletter"][4], "<BR>".join(P["footer"]))


def accordion():
    def render(part):
        if part[0] == "h": return "<h%d class='h%d mt-4' id='%s'>%s</h%d>\n" % (part[1], part[1], slug(part[2]), E(part[2]), part[1])
        if part[0] == "quote": return "<figure class=text-center><blockquote class=blockquote><p>%s</p></blockquote><figcaption class=blockquote-footer>Reader from Perth</figcaption></figure>\n" % E(part[1])
        if part[0] in ("ul", "ol"): return "<%s class='list-group list-group-flush'>%s</%s>\n" % (part[0], habits(part[1]).replace("<li>", "<li class=list-group-item>"), part[0])
        if part[0] == "table": return "<div class=table-responsive>%s</div>" % plain(part).replace("<table>", "<table class='table table-striped caption-top'>")
        if part[0] == "faq":
            return "<div class=accordion id=faq itemscope itemtype='https://schema.org/FAQPage'>%s</div>" % "".join(
                "<div class=accordion-item itemscope itemprop=mainEntity itemtype='https://schema.org/Question'><h3 class=accordion-header id=h%d><button class='accordion-button collapsed' type=button data-bs-toggle=collapse data-bs-target='#c%d' aria-expanded=false aria-controls=c%d><span itemprop=name>%s</span></button></h3><div id=c%d class='accordion-collapse collapse' aria-labelledby=h%d data-bs-parent='#faq' itemscope itemprop=acceptedAnswer itemtype='https://schema.org/Answer'><div class=accordion-body itemprop=text>%s<div class=helpful-vote><small>%s <button>%s</button> <button>%s</button></small></div></div></div></div>" % (
                    n, n, n, E(q), n, n, "".join("<p>%s</p>" % E(a) for a in answers), P["helpful"][0], P["helpful"][1], P["helpful"][2]) for n, (q, answers) in enumerate(part[1]))
        return plain(part)
    text = body(render, {
        1: "<div class='advert my-3' aria-label=Advertisement><small>%s</small><a href='/ad'>%s</a></div>" % (P["ad"][4], P["ad"][1]),
        7: "<div class='card text-bg-light float-end'><div class=card-body><h5 class=card-title>%s</h5><p class=card-text>%s</p><a class='btn btn-primary' href='/d'>%s</a></div></div>" % (P["newsletter"][0], P["newsletter"][1], P["newsletter"][4]),
        13: "<div class='alert alert-info related-inline'><a href='/r' class=alert-link>%s</a></div>" % E(P["inline"][1]),
        22: "<div class='ratio ratio-16x9 promo-video'><p>%s</p></div>" % P["hidden"][2]})
    return "<!doctype html><html lang=en><head><meta charset=utf-8><title>%s | Glen Clinic</title><meta property='article:published_time' content='2024-05-12'></head><body><nav class='navbar navbar-expand-lg'><button class=navbar-toggler>%s</button><div class='collapse navbar-collapse' id=nav><ul class=navbar-nav>%s</ul><form role=search><input type=search><button>%s</button></form></div></nav>" % (TITLE, P["skip"][1], links("menu", "li", "class=nav-item"), "Search") + \
        "<nav aria-label=breadcrumb><ol class=breadcrumb>%s</ol></nav><div class=container><div class=row><div class=col-lg-8><h1 class=display-4>%s</h1><p class=text-muted>%s &middot; %s &middot; %s</p><div class='btn-group share-buttons'>%s</div><p class=lead>%s</p><div class='alert alert-warning paywall-meter'>%s</div><div class='card toc'><div class=card-header>%s</div><ul class='list-group'>%s</ul></div>" % (
            links("crumbs", "li", "class=breadcrumb-item"), E(TITLE), P["meta"][0], P["meta"][2], P["meta"][4], links("share", "span"), E(LEAD), P["paywall"][0], P["toc"][0], "".join("<li class=list-group-item><a href='#%s'>%s</a></li>" % (slug(p[2]), E(p[2])) for p in BODY if p[0] == "h")) + text + \
        "<section class=author-card><div class=media><div class=media-body><h5>%s</h5><p>%s</p><a href='/i'>%s</a></div></div></section><section id=disqus_thread><h4>%s</h4>%s</section></div><div class=col-lg-4><div class='card sticky-top'><div class=card-header>%s</div><div class='list-group list-group-flush'>%s</div></div><div class=advert>%s</div></div></div></div>" % (
            P["bio"][0], P["bio"][1], P["bio"][2], P["comments"][0], lines("comments", "p"), P["trending"][0], links("trending", "div", "class=list-group-item"), P["ad"][2]) + \
        "<section class='container more-articles'><h3>%s</h3><div class='row row-cols-3'>%s</div></section><footer class='bg-dark'>%s</footer><div id=onetrust-consent-sdk><div id=onetrust-banner-sdk role=alertdialog><h2>%s</h2><p>%s</p><button>%s</button></div></div><div class='modal fade' id=exit><div class=modal-dialog>%s</div></div><div class=toast-container><div class=toast>%s</div></div></body></html>" % (
            P["related"][0], "".join("<div class=col><div class=card><div class=card-body><h5 class=card-title><a href='/m'>%s</a></h5></div></div></div>" % t for t in P["related"][1:]), lines("footer"), P["cookie"][0], P["cookie"][1], P["cookie"][2], lines("popup"), lines("chat"))


def div_soup():
    def render(part):
        if part[0] == "p": return "<div class=css-1p2q>%s</div>\n" % E(part[1], False)
        if part[0] == "h": return "<div class=css-h%d role=heading aria-level=%d>%s</div>\n" % (part[1], part[1], E(part[2]))
        if part[0] == "quote": return "<div class=css-9x role=blockquote>%s</div>\n" % E(part[1])
        if part[0] in ("ul", "ol"): return "<div role=list class=css-l>%s</div>\n" % "".join("<div role=listitem class=css-i><span>%s</span></div>" % E(t) for t in part[1])
        if part[0] == "table":
            return "<div role=table aria-label='%s' class=css-t><div role=rowgroup><div role=row>%s</div></div><div role=rowgroup>%s</div></div>\n" % (
                part[1], "".join("<div role=columnheader class=css-c><div>%s</div></div>" % t for t in part[2]), "".join("<div role=row class=css-r>%s</div>" % "".join("<div role=cell class=css-c><div>%s</div></div>" % c for c in r) for r in part[3]))
        return "<div class=css-f>%s</div>" % "".join("<div class=css-q><div role=heading aria-level=3><div role=button tabindex=0 aria-expanded=false aria-controls=r%d>%s</div></div><div id=r%d role=region hidden=until-found>%s</div></div>" % (
            n, E(q), n, "".join("<div class=css-1p2q>%s</div>" % E(a) for a in answers)) for n, (q, answers) in enumerate(part[1]))
    text = body(render, {
        1: "<div class=css-a1 data-testid=ad-slot><div class=css-a2>%s</div><div class=css-a3><a href='/ad'>%s</a></div></div>" % (P["ad"][3], P["ad"][0]),
        9: "<div class=css-k data-component=recirculation><div class=css-k1><a href='/rr'>%s</a></div></div>" % E(P["inline"][0]),
        15: "<div class=css-n role=form aria-label=Newsletter><div class=css-n1>%s</div><div class=css-n2>%s</div><div role=textbox>%s</div><div role=button>%s</div></div>" % (P["newsletter"][0], P["newsletter"][1], P["newsletter"][2], P["newsletter"][4])})
    return "<!DOCTYPE html><html lang=en><head><title>%s</title><meta charset=utf-8><meta property='og:title' content='%s'></head><body><div id=__next><div class=css-0 role=banner><div class=css-01><a href='/'>%s</a></div><div role=navigation class=css-02>%s</div></div>" % (E(TITLE), E(TITLE), P["menu"][3], links("menu", "div")) + \
        "<div class=css-03 role=main><div class=css-04><div role=heading aria-level=1 class=css-h1>%s</div><div class=css-05>%s</div><div class=css-06>%s</div><div class=css-07>%s</div></div><div class=css-08>%s</div><div class=css-09><div class=css-010>%s</div><div class=css-011>%s</div></div>" % (
            E(TITLE), E(LEAD), lines("meta", "div", cut=5), links("share", "div"), text, P["tags"][0], "".join("<div class=css-v>%s</div>" % t for t in P["helpful"])) + \
        "<div class=css-b><div class=css-b1>%s</div><div class=css-b2>%s</div><div class=css-b3><a href='/a'>%s</a></div></div><div role=region aria-label=Comments class=css-cm><div role=heading aria-level=2>%s</div>%s</div></div>" % (P["bio"][0], P["bio"][1], P["bio"][2], P["comments"][0], "".join("<div class=css-cc>%s</div>" % t for t in P["comments"][1:])) + \
        "<div role=complementary class=css-s><div role=heading aria-level=2>%s</div>%s<div class=css-s1>%s</div></div><div class=css-m><div role=heading aria-level=2>%s</div>%s</div><div role=contentinfo>%s</div><div role=dialog aria-modal=true aria-label='Cookie consent'>%s</div><div class=css-ch>%s</div></div></body></html>" % (
            P["trending"][0], links("trending", "div"), P["donate"][0], P["related"][0], links("related", "div"), lines("footer", "div"), lines("cookie", "div"), "".join("<div role=status>%s</div>" % t for t in P["chat"]))


def site(name, content, foot=""):
    """A plain site's template around pasted text."""
    return "<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='urn:schemas-microsoft-com:office:word'><head><meta http-equiv=Content-Type content='text/html; charset=utf-8'><meta name=Generator content='%s'><title>%s</title></head><body lang=EN-GB><div id=hdr>%s</div><div id=leftnav><ul>%s</ul></div><div id=bc>%s</div>%s<div id=social>%s</div>%s<div id=ftr>%s</div></body></html>" % (
        name, E(TITLE), lines("donate"), links("menu"), " / ".join("<a href='/c'>%s</a>" % t for t in P["crumbs"]), content, links("share", "span"), foot, lines("footer"))


def word_export():
    o = "<o:p></o:p>"

    def render(part):
        if part[0] == "p": return "<p class=MsoNormal style='margin-bottom:8.0pt'><span lang=EN-GB style='font-size:11.0pt;mso-ansi-language:EN-GB'>%s%s</span></p>\n" % (E(part[1], False), o)
        if part[0] == "h": return "<h%d><a name='_Toc%d'></a><span style='mso-bookmark:x'><span lang=EN-GB>%s</span></span>%s</h%d>\n" % (part[1], len(part[2]), E(part[2]), o, part[1]) if part[1] == 2 else "<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-GB>%s%s</span></b></p>\n" % (E(part[2]), o)
        if part[0] == "quote": return "<p class=MsoIntenseQuote><i><span>%s</span></i>%s</p>\n" % (E(part[1]), o)
        if part[0] in ("ul", "ol"):
            return "".join("<p class=MsoListParagraphCxSp%s style='text-indent:-18.0pt;mso-list:l%d level1 lfo1'><![if !supportLists]><span style='font-family:%s;mso-list:Ignore'>%s<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]><span lang=EN-GB>%s%s</span></p>\n" % (
                "First" if n == 0 else "Last" if n == len(part[1]) - 1 else "Middle", len(part[1]), "Symbol" if part[0] == "ul" else "Calibri", "&middot;" if part[0] == "ul" else "%d." % (n + 1), E(t), o) for n, t in enumerate(part[1]))
        if part[0] == "table":
            cell = lambda c, bold: "<td width=200 valign=top style='width:150.2pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'><p class=MsoNormal>%s<span>%s</span>%s%s</p></td>" % ("<b>" if bold else "", c, "</b>" if bold else "", o)
            return "<p class=MsoCaption>%s%s</p><table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>%s</table>\n" % (part[1], o, "".join("<tr style='mso-yfti-irow:%d'>%s</tr>" % (n, "".join(cell(c, n == 0) for c in r)) for n, r in enumerate([part[2]] + part[3])))
        return "".join("<p class=MsoNormal><b><span lang=EN-GB>%s%s</span></b></p>\n%s" % (E(q), o, "".join("<p class=MsoNormal><span lang=EN-GB>%s%s</span></p>\n" % (E(a), o) for a in answers)) for q, answers in part[1])
    return site("Microsoft Word 15", "<div class=WordSection1><p class=MsoTitle>%s%s</p><p class=MsoSubtitle><span>%s%s</span></p>%s<p class=MsoNormal>&nbsp;%s</p></div>" % (E(TITLE), o, E(LEAD), o, body(render, {}), o),
                "<div id=guestbook><h3>%s</h3>%s</div>" % (P["comments"][0], lines("comments")))


def docs_export():
    def render(part):
        if part[0] == "p": return "<p class='c0'><span class='c3'>%s</span></p>" % E(part[1], False)
        if part[0] == "h": return "<h%d class='c7' id='h.%s'><span class='c9'>%s</span></h%d>" % (part[1], slug(part[2])[:6], E(part[2]), part[1])
        if part[0] == "quote": return "<p class='c0 c12'><span class='c3 c14'>%s</span></p>" % E(part[1])
        if part[0] in ("ul", "ol"): return "<%s class='c5 lst-kix_4x%d-0 start'>%s</%s>" % (part[0], len(part[1]), "".join("<li class='c1 li-bullet-0'><span class='c3'>%s</span></li>%s" % (E(t), "</%s><ul class='c5 lst-kix_4x-1 start'>%s</ul><%s class='c5 lst-kix_4x-0'>" % (part[0], "".join("<li class='c2 li-bullet-0'><span>%s</span></li>" % n for n in NESTED), part[0]) if t.endswith(":") else "") for t in part[1]), part[0])
        if part[0] == "table":
            return "<p class='c0'><span class='c3'>%s</span></p><a id='t.3f'></a><a id='t.0'></a><table class='c18'>%s</table><p class='c0 c4'><span class='c3'></span></p>" % (part[1], "".join("<tr class='c6'>%s</tr>" % "".join("<td class='c8' colspan='1' rowspan='1'><p class='c10'><span class='c3'>%s</span></p></td>" % c for c in r) for r in [part[2]] + part[3]))
        return "".join("<h3 class='c7'><span class='c9'>%d. %s</span></h3>%s" % (n + 1, E(q), "".join("<p class='c0'><span class='c3'>%s</span></p>" % E(a) for a in answers)) for n, (q, answers) in enumerate(part[1]))
    return site("Docs", "<div class='doc-content'><p class='c20 title' id='h.t'><span class='c21'>%s</span></p><p class='c22 subtitle'><span>%s</span></p>%s</div>" % (E(TITLE), E(LEAD), body(render, {})),
                "<div class=fb-comments-box><h3>%s</h3>%s</div><div class=widget-subscribe><b>%s</b>%s</div>" % (P["comments"][0], lines("comments"), P["newsletter"][0], lines("newsletter")))


SYSTEMS = {f.__name__: f for f in (block_editor, ghost, mail_archive, tag_soup, accordion, div_soup, word_export, docs_export)}

if __name__ == "__main__":
    sys.exit(run(__doc__, SYSTEMS, BODY, LEAD, P))
