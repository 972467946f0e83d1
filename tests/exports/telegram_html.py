"""Exports of Telegram Desktop in HTML, as its `output_html.cpp` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.drawing import jpeg, photograph

__all__ = ["account", "chat_folder", "day", "furniture", "message", "missing", "page", "photo", "service"]


def page(messages: Sequence[str], chat: str = "Повінь", up: str = "") -> bytes:
    """`messages.html`."""
    inner = "\n".join(messages)
    return _whole(
        f"""   <div class="page_header">
    <div class="content">
     <div class="text bold">
{escape(chat)}
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
{inner}
    </div>
   </div>""",
        up,
    )


def _whole(inner: str, up: str) -> bytes:
    return f"""<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
  <meta content="width=device-width, initial-scale=1.0" name="viewport"/>
  <link href="{up}css/style.css" rel="stylesheet"/>
  <script src="{up}js/script.js" type="text/javascript">
  </script>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
{inner}
  </div>
 </body>
</html>
""".encode()


def day(text: str) -> str:
    """The line that tells the day."""
    return f'<div class="message service" id="message-1"><div class="body details">\n{text}\n</div></div>'


def service(number: int, text: str) -> str:
    """What Telegram says itself."""
    return f'<div class="message service" id="message{number}"><div class="body details">\n{text}\n</div></div>'


def message(
    number: int,
    date: str = "06.06.2023 09:02:00 UTC+02:00",
    *,
    author: str | None = "Повінь",
    text: str = "",
    media: str = "",
    reply: str = "",
    forwarded: str = "",
    more: str = "",
) -> str:
    """A message; without an author it is joined to the one above. `forwarded`: whom from, with the date in brackets."""
    joined = "" if author else " joined"
    name = f'<div class="from_name">\n{escape(author)} \n       </div>' if author else ""
    words = f'<div class="text">\n{text}\n       </div>' if text else ""
    answered = f'<div class="reply_to details">\nIn reply to {reply}\n       </div>' if reply else ""
    wrap = f'<div class="media_wrap clearfix">{media}</div>' if media else ""
    inner = f"{wrap}{words}"
    if forwarded:
        from_whom, _, when = forwarded.partition("|")
        span = f'<span class="date details" title="{when}"> {when[:19]}</span>' if when else ""
        head = f'<div class="from_name">\n{escape(from_whom)} {span}</div>' if from_whom != "joined" else ""
        inner = f'<div class="forwarded body">{head}{inner}</div>'
    return f"""     <div class="message default clearfix{joined}" id="message{number}">
      <div class="pull_left userpic_wrap"><div class="userpic userpic1"><div class="initials">П</div></div></div>
      <div class="body">
       <div class="pull_right date details" title="{date}">
{date[11:16]}
       </div>
       {name}
       {answered}
       {inner}
       {more}
      </div>
     </div>"""


def photo(name: str) -> str:
    """A picture with its small version."""
    small = name.replace(".jpg", "_thumb.jpg")
    return f"""<a class="photo_wrap clearfix pull_left" href="{name}">
         <img class="photo" src="{small}" style="width: 260px; height: 195px"/>
        </a>"""


def missing(kind: str, title: str, why: str) -> str:
    """A medium that was not exported."""
    return f"""<div class="media clearfix pull_left media_{kind}">
         <div class="fill pull_left"></div>
         <div class="body"><div class="title bold">{title}</div>
          <div class="description">{why}</div>
          <div class="status details">640x480, 50.0 KB</div></div></div>"""


def furniture(folder: Path) -> None:
    """The style sheet, script and icons of the export."""
    for name in ("css", "js", "images"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "css/style.css").write_text("body { }")
    (folder / "js/script.js").write_text("function CheckLocation() {}")
    (folder / "images/back.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))


def chat_folder(folder: Path) -> None:
    """A chat on two pages with an album, a forward, a reply across the pages and a picture that was not exported."""
    furniture(folder)
    (folder / "photos").mkdir()
    for number in (1, 2, 3):
        name = f"photo_{number}@06-06-2023_09-0{number}-00"
        (folder / "photos" / f"{name}.jpg").write_bytes(jpeg(photograph(number, 320, 240)))
        (folder / "photos" / f"{name}_thumb.jpg").write_bytes(jpeg(photograph(number, 64, 48)))
    words = (
        'Дамба.<br>&lt;Терміново&gt; <strong>зараз</strong> <a href="https://news.example/a?b=1&amp;c=2">тут</a> '
        '<a href="" onclick="return ShowHashtag(&quot;повінь&quot;)">#повінь</a>'
    )
    first = [
        day("6 June 2023"),
        service(1, "Повінь created group «Повінь»"),
        message(2, text=words, media=photo("photos/photo_1@06-06-2023_09-01-00.jpg")),
        message(3, author=None, media=photo("photos/photo_2@06-06-2023_09-02-00.jpg")),
        message(
            4, "06.06.2023 09:05:00 UTC+02:00", author="Олена", text="Звідти",
            media=photo("photos/photo_3@06-06-2023_09-03-00.jpg"),
            forwarded="Інший канал|05.06.2023 20:00:00 UTC+02:00",
        ),
    ]  # fmt: skip
    second = [
        message(
            5, "06.06.2023 10:00:00", author="Олена", text="Відповідь",
            reply='<a href="messages.html#go_to_message2">this message</a>',
            media=missing("photo", "Photo", "Not included, change data exporting settings to download."),
        ),
    ]  # fmt: skip
    (folder / "messages.html").write_bytes(page(first))
    (folder / "messages2.html").write_bytes(page(second))


def account(folder: Path) -> None:
    """An account with a group and a talk with a person, a picture in each, and its lists."""
    furniture(folder)
    (folder / "lists").mkdir()
    entries = []
    for name, kind, chat, words in (
        ("chat_1", "private", "Марко", "Тільки для тебе"),
        ("chat_2", "group", "Повінь", "Для всіх"),
    ):
        photos = folder / "chats" / name / "photos"
        photos.mkdir(parents=True)
        (photos / f"{name}.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + name.encode())
        sent = message(1, author=chat, text=words, media=photo(f"photos/{name}.jpg"))
        (folder / "chats" / name / "messages.html").write_bytes(page([sent], chat, "../../"))
        entries.append(
            f'<a class="entry block_link clearfix" href="../chats/{name}/messages.html#allow_back"><div class="body">'
            f'<div class="pull_right info details">{kind}</div><div class="name bold">{chat}</div>'
            f'<div class="details_entry details">1 message</div></div></a>'
        )
    lists = '<div class="page_body list_page"><div class="entry_list">{}</div></div>'
    (folder / "lists/chats.html").write_bytes(_whole(lists.format("".join(entries)), "../"))
    contact = '<div class="entry clearfix"><div class="name bold">Марко</div><div class="details">+380 44</div></div>'
    (folder / "lists/contacts.html").write_bytes(_whole(lists.format(contact), "../"))
    (folder / "export_results.html").write_bytes(
        _whole(
            '<div class="page_body"><div class="page_about details">about</div><div class="a">+380 44</div></div>', ""
        )
    )
